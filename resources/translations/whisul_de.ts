<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Whisul</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make, follow, play and keep songs with the Whisul API.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later. It comes without any warranty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With Qt {qt}, Python {python} and the work of others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licences…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What Whisul is made with, and the terms that it comes under.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AccountFlow</name>
    <message>
        <source>There is no API key yet. Songs wait until there is one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set API Key…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key is kept, but could not be tested:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service accepts this key.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>R&amp;ating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New Song</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New &amp;Batch…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add E&amp;xisting Jobs…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reveal in &amp;Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selection as &amp;Playlist…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selection as &amp;Table…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selection as &amp;JSON…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole &amp;Library…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Import Library…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;build from Saved Files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy Songs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Song</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Play Song</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fa&amp;vourite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reje&amp;ct</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Note…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy P&amp;rompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;Job ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit Prompt and Send Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;try</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send A&amp;gain…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I Have Its &amp;ID…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;orget…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Fetch Files Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;store</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget for Goo&amp;d…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;ind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save Searc&amp;h…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Playback</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play or Pa&amp;use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;revious</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Forward 10 Seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Back 10 Seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Louder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quieter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Mute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go On to the Next Song</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Sidebar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recently &amp;Deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Empty Recently Deleted…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keyboard Shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search &amp;Tips</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Diagnostics…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Whisul</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;No Stars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;1 Star</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;2 Stars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;3 Stars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;4 Stars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;5 Stars</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AddJobsDialog</name>
    <message>
        <source>Add Existing Jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste job IDs, links or whole answers of the service, as many as you like. Jobs that were deleted here come back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Job IDs or links</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added: {added}. Already there: {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing to add: already there: {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Will be added: {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Already there: {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeated: {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lines without a job ID: {number}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AddingJobs</name>
    <message>
        <source>They could not be added. Please try again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Announcer</name>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ready, %2 failed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BatchDialog</name>
    <message>
        <source>New Batch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading “%1”…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The others are on their way. These lines could not be sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One prompt in each line. Type or paste them, or drop a text or CSV file here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open File…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A lo-fi beat for a rainy night
Warm folk duet about the first snow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make repeated lines too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Songs of each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send ({keys})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Songs that will be made: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generate %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no prompt to send yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most %1 songs can be asked for at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a file of prompts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text and CSV files (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompts read from “%1”: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BatchDrops</name>
    <message>
        <source>Drop to fill a new batch</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BatchProgress</name>
    <message>
        <source>Prompts sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Don&apos;t send the rest. This can be undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused: %1 waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Batches</name>
    <message>
        <source>It could not be kept. Please try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Not sent, and now in Recently deleted: %n</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChipRow</name>
    <message>
        <source>All</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unconfirmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unrated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs: {number}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ColumnPicker</name>
    <message>
        <source>Column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first row names the columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ComposeBar</name>
    <message>
        <source>Describe the song you want…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Variations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many songs to make from this prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send ({keys})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generate {number}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Controller</name>
    <message>
        <source>It could not be kept. Please try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your unsent prompt was put aside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CopyButton</name>
    <message>
        <source>Copied</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CoverBox</name>
    <message>
        <source>Show cover in full size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cover</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CoverView</name>
    <message>
        <source>Cover</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>100 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{width} × {height} px · {percent} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This cover can&apos;t be shown.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DeletedBar</name>
    <message>
        <source>Songs stay here for {days} days, then they go. A file that you saved elsewhere is never touched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget for good…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Empty…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DemoMark</name>
    <message>
        <source>Demo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing leaves this computer: the songs come with the app.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DesktopSection</name>
    <message>
        <source>Tell me when I am elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Songs that are ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Songs that failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With a sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys and tray</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Media keys and the system&apos;s player control Whisul</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Closing the window keeps Whisul in the tray</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start with my session, out of the way</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DetailPanel</name>
    <message>
        <source>Nothing selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a song in the list to see its cover, hear it and keep it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} songs selected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of them is ready to be saved yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{saveable} of {number} can be saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the finished ones into a folder, with tags and covers.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DiagnosticsDialog</name>
    <message>
        <source>Diagnostics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This helps to find out what went wrong. It stays on this computer until you copy or save it. Your API key, your prompts and your home folder&apos;s name are left out; song titles may be in the log.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gathering…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save As…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DragOut</name>
    <message numerus="yes">
        <source>Songs copied: %n. Paste them into a folder or another program.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Songs: %n</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Preparing the songs…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>This file is no library of Whisul.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A newer version of Whisul wrote this file. Update Whisul to read it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file is damaged. Nothing of it was taken over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file was not made by Whisul and may be meant to do harm. Nothing of it was taken over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Playlist (*.m3u8)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export Selection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Songs</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Songs in “%1”: %n</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Reveal in Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export Library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the whole library to one file?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Songs and covers make the file as large as they are. Without them it has all prompts, titles, ratings and notes; files are fetched again where the service still has them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without Songs…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With Songs and Covers…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Library (*.zip)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whisul library</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Jobs exported: %n</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Import Library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rebuild from Saved Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Added: %n</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Completed: %n</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Here already: %n</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Songs and covers kept: %n</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Other files: %n</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is there already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the folder “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FamilyList</name>
    <message>
        <source>Takes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FaultNotices</name>
    <message>
        <source>A newer version of Whisul wrote this library. It is shown as it is; nothing can be added or changed until you start that version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong inside Whisul. Your songs are safe; you can go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The library was damaged and has been repaired. Songs brought back: %n.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The damaged file is kept: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full. Songs that the service accepted are still kept; please make some room.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Search tips</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Forgetting</name>
    <message>
        <source>Forget these songs for good?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Songs: {number}. They are taken off this computer, with covers and notes, and can&apos;t be brought back. Files that you saved elsewhere stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget this song for good?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{title}” is taken off this computer, with its cover and note, and can&apos;t be brought back. A file that you saved elsewhere stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget everything in Recently deleted?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of it is taken off this computer, with covers and notes, and can&apos;t be brought back. Files that you saved elsewhere stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget for Good</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forgotten for good: {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Being sent at this moment, so not forgotten: {number}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Whisul ended unexpectedly last time. Your songs are safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show Report…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save diagnostics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved as “%1”</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Integration</name>
    <message>
        <source>The start with your session can&apos;t be changed: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JobHeader</name>
    <message>
        <source>Reset columns</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JobTable</name>
    <message>
        <source>Jobs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JudgingActions</name>
    <message>
        <source>Favourites: %Ln</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No longer favourites: %Ln</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected: %Ln</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No longer rejected: %Ln</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rated: %Ln</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ratings taken away: %Ln</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes written: %Ln</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Moved to Recently deleted: %Ln</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{title}” is in Recently deleted now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restored: %Ln</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo Favourite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo Rating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo Reject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeySection</name>
    <message>
        <source>It ends in …{hint}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service accepts it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key comes from the environment variable WHISUL_API_KEY, which wins over a key kept here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key is kept for this session only: it is gone when you quit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The key is kept in the system keyring.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no API key yet. Copy one from your dashboard on whisul.com and paste it here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system keyring is locked, so the key in it can&apos;t be read. Unlock it, or paste a key for this session.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The keyring set up on this computer would write the key into a plain file, so Whisul does not use it. A key can be kept for this session.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This system has no keyring that could hold the key. A key can be kept for this session.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system keyring is not available right now. A key can be kept for this session.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service refuses the key in WHISUL_API_KEY, which wins over a key kept here. Put a new one there, or remove the variable, and start Whisul again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is in WHISUL_API_KEY can&apos;t be an API key, and it wins over a key kept here. Correct it, or remove the variable, and start Whisul again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service refuses this key. It may have been replaced or have expired: copy the present one from your dashboard on whisul.com.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste an API key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep for this session only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The demo needs no API key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace key</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LineProblems</name>
    <message>
        <source>Lines to look at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More of them: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whisul – Demo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whisul</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NamingRow</name>
    <message>
        <source>Save as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of this search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoSongs</name>
    <message>
        <source>Lo-fi beat for a rainy evening, warm Rhodes, brushed drums, 78 BPM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark synthwave chase through neon streets, pulsing bass, no vocals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tender fingerpicked folk song about coming home, soft female voice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No songs yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Describe one above, or begin with one of these:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NoteEdit</name>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you want to remember of it</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NothingFound</name>
    <message>
        <source>Nothing matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No song fits this search and filter.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you delete stays here for 30 days.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all songs</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OriginSection</name>
    <message>
        <source>Your prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Job ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reveal in folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Started {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked for {when}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finished {when}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Playback</name>
    <message>
        <source>That song is not ready.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetching “%1”…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This song can&apos;t be fetched.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Player</name>
    <message>
        <source>The song&apos;s file is not on this computer any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Songs can&apos;t be played here, a sound library is missing: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file can&apos;t be played. It may be damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sound device is gone. Connect one and press Play.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No sound device was found. Connect one and press Play.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PlayerBar</name>
    <message>
        <source>Previous</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seek</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on to the next song</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mute</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Volume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{position} of {duration}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProblemCard</name>
    <message>
        <source>The service said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show less</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service could not make this song. Retry asks for it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service did not accept this prompt, and nothing was made. Change the prompt and send it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service no longer knows this job. What is known of it stays here; Retry asks for the song again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prompt was sent, but the answer was lost on the way. The service may have made the song and charged for it, so it is not sent again by itself.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProgressDialog</name>
    <message>
        <source>What went wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RatingRow</name>
    <message>
        <source>Favourite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SavedSearches</name>
    <message>
        <source>Saved as “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show Sidebar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” was deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message>
        <source>Save song</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MP3 audio (*.mp3)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not saved to “%1”:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose Another Folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reveal in Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save songs to a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save Songs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving to “%3”: %1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Songs saved: %n</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Songs not saved: %n</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New songs can&apos;t be saved by themselves. It is tried again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save Search…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SearchHelp</name>
    <message>
        <source>What you can search for</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder for saving</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each address has a key of its own: a key is never sent to another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Applied.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send the prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go through the prompts you wrote</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move by 5 seconds in the song, with the focus on Seek</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All songs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unrated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recently deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved searches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A search that you save with a name comes back here.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SongPage</name>
    <message>
        <source>usually ready in about {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play song</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Retry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send again…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have its ID…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetch again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{bpm} BPM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>took {time}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StarRating</name>
    <message>
        <source>Rating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stars, 0 to 5</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message numerus="yes">
        <source>%n generating</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n waiting to be sent</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unconfirmed</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>usually ready in about %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>connected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service can&apos;t be reached. Your songs are safe, what is here plays, and everything goes on by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sending on in {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TagChips</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+{number} more</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TemplateSection</name>
    <message>
        <source>There is no field {what}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{what}” is no format for this field.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The brace at character {at} is not closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The brace at character {at} closes nothing. Write }} for one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a template songs have no names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The template is too long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fields: {fields}. A / makes a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save each new song to the folder by itself</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TextDialog</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrackButton</name>
    <message>
        <source>Nothing playing</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whisul: %1 generating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whisul</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generate…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Unconfirmed</name>
    <message>
        <source>Send this prompt again?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer to the first request was lost. If the service did receive it, sending it again makes, and charges, a second song.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Send Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget this prompt?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If the service did receive it, its song can&apos;t be found from here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Songs from a sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Describe the song you want. Whisul has it made, plays it, and keeps it safe on your computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking the key…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>API key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paste your API key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep for this session only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have an API key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy it from your dashboard on whisul.com. It goes into the system keyring.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Just looking around</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made-up songs, the real app. No account, no network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Notice</name>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_SavedLines</name>
    <message>
        <source>Rename</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>batch</name>
    <message>
        <source>“{name}” can&apos;t be read. {detail}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is too large: up to {size} kB are read. Split it into several files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is not text. Prompts are read from text and CSV files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing in “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}”, line {line}: left out, its quotation marks don&apos;t fit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}”, line {line}: left out, it has more cells than there are columns.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}”, line {line}: left out, nothing stands in this column.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A batch can have {most} characters at most, and this would be {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line {line} is the same as line {first}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line {line} is the same as line {first}: left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blank lines, left out: {lines}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line {line}: {problem}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>questions</name>
    <message>
        <source>“%1” is there already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the folder “%1”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep Both</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whisul</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your library can&apos;t be opened. Nothing in it was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A note for all selected songs, in place of theirs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I Have Its ID</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The job ID, or a link that contains it:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That holds no job ID. It looks like this:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>search</name>
    <message>
        <source>Suggestions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A tag, or how it begins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you think of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it stands</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tempo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Length</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your stars</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When it was made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both words, anywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These words in a row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not this; works before anything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With this tag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With a tag that begins so</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A range of tempo; also bpm:&gt;90</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shorter than three minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Four stars or more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also rated, unrated, rejected, noted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also generating, waiting, failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Also yesterday, week, 2026-02, &gt;2026-02-01</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{term}” is not understood: put it in quotes to look for these words.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{term}” still needs a value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{term}” is not understood: use bpm:120, bpm:&gt;90 or bpm:120..128.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{term}” is not understood: use len:&lt;3:00 or len:2:00..3:00.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{term}” is not understood: use stars:5, stars:&gt;=4 or stars:1..3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{term}” is not understood: use made:today, made:week, made:2026-02 or made:2026-02-17.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{term}” is not understood: use ready, generating, waiting, failed, unconfirmed, rejected or expired.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{term}” is not understood: use favourite, rated, unrated, rejected or noted.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>wording</name>
    <message>
        <source>Cover</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No cover</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Job {id}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stars: {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>today at {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Today {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yesterday at {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Yesterday {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>on {date} at {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting to send</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sending</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unconfirmed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Expired</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BPM</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rating</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Created</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Took</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service gave no reason.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service rejected this prompt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service no longer knows this job.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent, but the answer was lost: it may exist.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Describe the song first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A prompt can have {most} characters at most, and this one has {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text holds a NUL character, which can&apos;t be sent.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text holds half of a character. Type it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no API key yet. Add yours in Settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This can&apos;t be an API key: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The API address {url} can&apos;t be used: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service asks to wait. It goes on by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service refuses this API key. It may have been replaced or have expired: copy the present one from your dashboard on whisul.com.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service&apos;s answer can&apos;t be read. Is there a sign-in page in the way?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A newer version of this app wrote the library: it is shown, not changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library on this computer is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This job is in the library already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full: make some room, then it can be kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library on this computer has a problem: {detail}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This system has no keyring that could hold the key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This system&apos;s keyring would keep the key in plain text: not used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system keyring is locked. Unlock it and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system keyring does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The system keyring failed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service gave a link that is not safe to follow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The link to this song is no longer valid.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The download was interrupted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The downloaded file is damaged. Fetch it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is far larger than a song or a cover: not fetched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file can&apos;t be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a file of that name already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is no longer on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the service asks to wait {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>next look in {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asking the service now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>offline, trying again in {seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>offline, trying again now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service&apos;s answer was lost on the way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service can&apos;t be reached. It is tried again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The service asks to wait {time}. It goes on by itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fetching {amount}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
