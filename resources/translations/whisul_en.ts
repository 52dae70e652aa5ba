<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Batches</name>
    <message numerus="yes">
        <source>Not sent, and now in Recently deleted: %Ln</source>
        <translation>
            <numerusform>Not sent, and now in Recently deleted: %Ln</numerusform>
            <numerusform>Not sent, and now in Recently deleted: %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DragOut</name>
    <message numerus="yes">
        <source>Songs copied: %Ln. Paste them into a folder or another program.</source>
        <translation>
            <numerusform>Songs copied: %Ln. Paste them into a folder or another program.</numerusform>
            <numerusform>Songs copied: %Ln. Paste them into a folder or another program.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Songs: %Ln</source>
        <translation>
            <numerusform>Songs: %Ln</numerusform>
            <numerusform>Songs: %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message numerus="yes">
        <source>Songs in “%1”: %Ln</source>
        <translation>
            <numerusform>Songs in “%1”: %Ln</numerusform>
            <numerusform>Songs in “%1”: %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Jobs exported: %Ln</source>
        <translation>
            <numerusform>Jobs exported: %Ln</numerusform>
            <numerusform>Jobs exported: %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Added: %Ln</source>
        <translation>
            <numerusform>Added: %Ln</numerusform>
            <numerusform>Added: %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Completed: %Ln</source>
        <translation>
            <numerusform>Completed: %Ln</numerusform>
            <numerusform>Completed: %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Here already: %Ln</source>
        <translation>
            <numerusform>Here already: %Ln</numerusform>
            <numerusform>Here already: %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Songs and covers kept: %Ln</source>
        <translation>
            <numerusform>Songs and covers kept: %Ln</numerusform>
            <numerusform>Songs and covers kept: %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Damaged files left out: %Ln</source>
        <translation>
            <numerusform>Damaged files left out: %Ln</numerusform>
            <numerusform>Damaged files left out: %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Other files: %Ln</source>
        <translation>
            <numerusform>Other files: %Ln</numerusform>
            <numerusform>Other files: %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FaultNotices</name>
    <message numerus="yes">
        <source>The library was damaged and has been repaired. Songs brought back: %Ln.</source>
        <translation>
            <numerusform>The library was damaged and has been repaired. Songs brought back: %Ln.</numerusform>
            <numerusform>The library was damaged and has been repaired. Songs brought back: %Ln.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProgressDialog</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln songs: %1</source>
        <translation>
            <numerusform>%Ln songs: %1</numerusform>
            <numerusform>%Ln songs: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message numerus="yes">
        <source>Songs saved: %Ln</source>
        <translation>
            <numerusform>Songs saved: %Ln</numerusform>
            <numerusform>Songs saved: %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Songs not saved: %Ln</source>
        <translation>
            <numerusform>Songs not saved: %Ln</numerusform>
            <numerusform>Songs not saved: %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message numerus="yes">
        <source>%Ln songs</source>
        <translation>
            <numerusform>%Ln song</numerusform>
            <numerusform>%Ln songs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln generating</source>
        <translation>
            <numerusform>%Ln generating</numerusform>
            <numerusform>%Ln generating</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting to be sent</source>
        <translation>
            <numerusform>%Ln waiting to be sent</numerusform>
            <numerusform>%Ln waiting to be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unconfirmed</source>
        <translation>
            <numerusform>%Ln unconfirmed</numerusform>
            <numerusform>%Ln unconfirmed</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TagChips</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>and %Ln more</numerusform>
            <numerusform>and %Ln more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Unconfirmed</name>
    <message numerus="yes">
        <source>Send these %Ln prompts again?</source>
        <translation>
            <numerusform>Send these %Ln prompts again?</numerusform>
            <numerusform>Send these %Ln prompts again?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Forget these %Ln prompts?</source>
        <translation>
            <numerusform>Forget these %Ln prompts?</numerusform>
            <numerusform>Forget these %Ln prompts?</numerusform>
        </translation>
    </message>
</context>
</TS>
