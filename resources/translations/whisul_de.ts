<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Whisul</source>
        <translation>Über Whisul</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>Version {version}</translation>
    </message>
    <message>
        <source>Make, follow, play and keep songs with the Whisul API.</source>
        <translation>Songs mit der Whisul-API erzeugen, verfolgen, hören und behalten.</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later. It comes without any warranty.</source>
        <translation>Freie Software unter der GNU General Public License, Version 3 oder neuer. Ohne jede Gewährleistung.</translation>
    </message>
    <message>
        <source>With Qt {qt}, Python {python} and the work of others.</source>
        <translation>Mit Qt {qt}, Python {python} und der Arbeit vieler anderer.</translation>
    </message>
    <message>
        <source>Licences…</source>
        <translation>Lizenzen…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Lizenzen</translation>
    </message>
    <message>
        <source>What Whisul is made with, and the terms that it comes under.</source>
        <translation>Woraus Whisul gemacht ist und unter welchen Bedingungen.</translation>
    </message>
</context>
<context>
    <name>AccountFlow</name>
    <message>
        <source>There is no API key yet. Songs wait until there is one.</source>
        <translation>Noch kein API-Schlüssel: Songs warten, bis einer da ist.</translation>
    </message>
    <message>
        <source>Set API Key…</source>
        <translation>API-Schlüssel eintragen…</translation>
    </message>
    <message>
        <source>The key is kept, but could not be tested:</source>
        <translation>Der Schlüssel ist gespeichert, konnte aber nicht geprüft werden:</translation>
    </message>
    <message>
        <source>The service accepts this key.</source>
        <translation>Der Dienst nimmt diesen Schlüssel an.</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>R&amp;ating</source>
        <translation>&amp;Bewertung</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>E&amp;xport</translation>
    </message>
    <message>
        <source>S&amp;ort by</source>
        <translation>S&amp;ortieren nach</translation>
    </message>
    <message>
        <source>Colu&amp;mns</source>
        <translation>S&amp;palten</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;New Song</source>
        <translation>&amp;Neuer Song</translation>
    </message>
    <message>
        <source>New &amp;Batch…</source>
        <translation>Neuer &amp;Stapel…</translation>
    </message>
    <message>
        <source>Add E&amp;xisting Jobs…</source>
        <translation>Vorhandene &amp;Aufträge hinzufügen…</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>Spei&amp;chern…</translation>
    </message>
    <message>
        <source>Reveal in &amp;Folder</source>
        <translation>Im &amp;Ordner zeigen</translation>
    </message>
    <message>
        <source>Selection as &amp;Playlist…</source>
        <translation>Auswahl als &amp;Playlist…</translation>
    </message>
    <message>
        <source>Selection as &amp;Table…</source>
        <translation>Auswahl als &amp;Tabelle…</translation>
    </message>
    <message>
        <source>Selection as &amp;JSON…</source>
        <translation>Auswahl als &amp;JSON…</translation>
    </message>
    <message>
        <source>Whole &amp;Library…</source>
        <translation>Ganze &amp;Bibliothek…</translation>
    </message>
    <message>
        <source>&amp;Import Library…</source>
        <translation>Bibliothek &amp;importieren…</translation>
    </message>
    <message>
        <source>Reb&amp;uild from Saved Files…</source>
        <translation>Aus gespeicherten Dateien &amp;wiederaufbauen…</translation>
    </message>
    <message>
        <source>Se&amp;ttings…</source>
        <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Copy Songs</source>
        <translation>Songs &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Song</source>
        <translation>&amp;Song</translation>
    </message>
    <message>
        <source>&amp;Play Song</source>
        <translation>&amp;Wiedergeben</translation>
    </message>
    <message>
        <source>Reje&amp;ct</source>
        <translation>Ab&amp;lehnen</translation>
    </message>
    <message>
        <source>&amp;Note…</source>
        <translation>&amp;Notiz…</translation>
    </message>
    <message>
        <source>Copy P&amp;rompt</source>
        <translation>Prompt &amp;kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;Job ID</source>
        <translation>Auftrags-&amp;ID kopieren</translation>
    </message>
    <message>
        <source>&amp;Edit Prompt and Send Again</source>
        <translation>Prompt b&amp;earbeiten und neu senden</translation>
    </message>
    <message>
        <source>&amp;More Like This</source>
        <translation>&amp;Mehr davon</translation>
    </message>
    <message>
        <source>Re&amp;try</source>
        <translation>Erneut &amp;versuchen</translation>
    </message>
    <message>
        <source>Send A&amp;gain…</source>
        <translation>Noch einmal &amp;senden…</translation>
    </message>
    <message>
        <source>Favo&amp;urite</source>
        <translation>&amp;Favorit</translation>
    </message>
    <message>
        <source>I Ha&amp;ve Its ID…</source>
        <translation>I&amp;D nachtragen…</translation>
    </message>
    <message>
        <source>F&amp;orget…</source>
        <translation>Ve&amp;rwerfen…</translation>
    </message>
    <message>
        <source>&amp;Fetch Files Again</source>
        <translation>Dateien neu &amp;holen</translation>
    </message>
    <message>
        <source>De&amp;lete</source>
        <translation>Lös&amp;chen</translation>
    </message>
    <message>
        <source>Re&amp;store</source>
        <translation>Wiederhers&amp;tellen</translation>
    </message>
    <message>
        <source>Forget for Goo&amp;d…</source>
        <translation>End&amp;gültig löschen…</translation>
    </message>
    <message>
        <source>F&amp;ind</source>
        <translation>S&amp;uchen</translation>
    </message>
    <message>
        <source>&amp;Copy Song</source>
        <translation>Song &amp;kopieren</translation>
    </message>
    <message>
        <source>Save Searc&amp;h…</source>
        <translation>Suche s&amp;peichern…</translation>
    </message>
    <message>
        <source>&amp;Playback</source>
        <translation>&amp;Wiedergabe</translation>
    </message>
    <message>
        <source>Play or Pa&amp;use</source>
        <translation>&amp;Wiedergabe/Pause</translation>
    </message>
    <message>
        <source>P&amp;revious</source>
        <translation>&amp;Voriger Song</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Nächster Song</translation>
    </message>
    <message>
        <source>&amp;Forward 10 Seconds</source>
        <translation>10 Sekunden vo&amp;r</translation>
    </message>
    <message>
        <source>&amp;Back 10 Seconds</source>
        <translation>10 Sekunden &amp;zurück</translation>
    </message>
    <message>
        <source>&amp;Louder</source>
        <translation>&amp;Lauter</translation>
    </message>
    <message>
        <source>&amp;Quieter</source>
        <translation>L&amp;eiser</translation>
    </message>
    <message>
        <source>&amp;Mute</source>
        <translation>&amp;Stumm</translation>
    </message>
    <message>
        <source>&amp;Go On to the Next Song</source>
        <translation>&amp;Danach weiterspielen</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;List</source>
        <translation>&amp;Liste</translation>
    </message>
    <message>
        <source>&amp;Covers</source>
        <translation>&amp;Cover</translation>
    </message>
    <message>
        <source>&amp;Sidebar</source>
        <translation>&amp;Seitenleiste</translation>
    </message>
    <message>
        <source>Deta&amp;ils</source>
        <translation>Deta&amp;ils</translation>
    </message>
    <message>
        <source>Ne&amp;xt Part of the Window</source>
        <translation>&amp;Nächster Teil des Fensters</translation>
    </message>
    <message>
        <source>&amp;Previous Part of the Window</source>
        <translation>&amp;Voriger Teil des Fensters</translation>
    </message>
    <message>
        <source>Recently &amp;Deleted</source>
        <translation>&amp;Zuletzt gelöscht</translation>
    </message>
    <message>
        <source>&amp;Empty Recently Deleted…</source>
        <translation>„Zuletzt gelöscht“ l&amp;eeren…</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Keyboard Shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>Search &amp;Tips</source>
        <translation>&amp;Suchtipps</translation>
    </message>
    <message>
        <source>&amp;Diagnostics…</source>
        <translation>&amp;Diagnose…</translation>
    </message>
    <message>
        <source>&amp;About Whisul</source>
        <translation>&amp;Über Whisul</translation>
    </message>
    <message>
        <source>&amp;No Stars</source>
        <translation>&amp;Keine Sterne</translation>
    </message>
    <message>
        <source>&amp;1 Star</source>
        <translation>&amp;1 Stern</translation>
    </message>
    <message>
        <source>&amp;2 Stars</source>
        <translation>&amp;2 Sterne</translation>
    </message>
    <message>
        <source>&amp;3 Stars</source>
        <translation>&amp;3 Sterne</translation>
    </message>
    <message>
        <source>&amp;4 Stars</source>
        <translation>&amp;4 Sterne</translation>
    </message>
    <message>
        <source>&amp;5 Stars</source>
        <translation>&amp;5 Sterne</translation>
    </message>
</context>
<context>
    <name>AddJobsDialog</name>
    <message>
        <source>Add Existing Jobs</source>
        <translation>Vorhandene Aufträge hinzufügen</translation>
    </message>
    <message>
        <source>Paste job IDs, links or whole answers of the service, as many as you like. Jobs that were deleted here come back.</source>
        <translation>Beliebig viele Auftrags-IDs, Links oder ganze Antworten des Dienstes einfügen. Hier gelöschte Aufträge kommen zurück.</translation>
    </message>
    <message>
        <source>Job IDs or links</source>
        <translation>Auftrags-IDs oder Links</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Added: {added}. Already there: {known}.</source>
        <translation>Hinzugefügt: {added}. Schon da: {known}.</translation>
    </message>
    <message>
        <source>Nothing to add: already there: {known}.</source>
        <translation>Nichts hinzuzufügen, schon da: {known}.</translation>
    </message>
    <message>
        <source>Will be added: {number}</source>
        <translation>Neu: {number}</translation>
    </message>
    <message>
        <source>Already there: {number}</source>
        <translation>Schon da: {number}</translation>
    </message>
    <message>
        <source>Repeated: {number}</source>
        <translation>Wiederholt: {number}</translation>
    </message>
    <message>
        <source>Lines without a job ID: {number}</source>
        <translation>Zeilen ohne Auftrags-ID: {number}</translation>
    </message>
</context>
<context>
    <name>AddingJobs</name>
    <message>
        <source>They could not be added. Please try again.</source>
        <translation>Sie konnten nicht hinzugefügt werden. Bitte noch einmal versuchen.</translation>
    </message>
</context>
<context>
    <name>Announcer</name>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>%1 is ready</source>
        <translation>%1 ist fertig</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Wiedergeben</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <translation>%1 ist fehlgeschlagen</translation>
    </message>
    <message>
        <source>%1 ready</source>
        <translation>%1 fertig</translation>
    </message>
    <message>
        <source>%1 ready, %2 failed</source>
        <translation>%1 fertig, %2 fehlgeschlagen</translation>
    </message>
</context>
<context>
    <name>BatchDialog</name>
    <message>
        <source>New Batch</source>
        <translation>Neuer Stapel</translation>
    </message>
    <message>
        <source>Reading “%1”…</source>
        <translation>„%1“ wird gelesen…</translation>
    </message>
    <message>
        <source>The others are on their way. These lines could not be sent.</source>
        <translation>Die anderen sind unterwegs. Diese Zeilen konnten nicht gesendet werden.</translation>
    </message>
    <message>
        <source>One prompt in each line. Type or paste them, or drop a text or CSV file here.</source>
        <translation>Ein Prompt je Zeile: eintippen, einfügen oder eine Text- oder CSV-Datei hierher ziehen.</translation>
    </message>
    <message>
        <source>Open file…</source>
        <translation>Datei öffnen…</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>Prompts</translation>
    </message>
    <message>
        <source>A lo-fi beat for a rainy night
Warm folk duet about the first snow</source>
        <translation>Ein Lo-Fi-Beat für eine Regennacht
Warmes Folk-Duett über den ersten Schnee</translation>
    </message>
    <message>
        <source>Make repeated lines too</source>
        <translation>Auch aus wiederholten Zeilen Songs erzeugen</translation>
    </message>
    <message>
        <source>Songs of each</source>
        <translation>Songs je Zeile</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>Erzeugen</translation>
    </message>
    <message>
        <source>Send ({keys})</source>
        <translation>Senden ({keys})</translation>
    </message>
    <message>
        <source>Songs that will be made: %1</source>
        <translation>Songs, die entstehen: %1</translation>
    </message>
    <message>
        <source>Generate %1</source>
        <translation>%1 erzeugen</translation>
    </message>
    <message>
        <source>There is no prompt to send yet.</source>
        <translation>Es gibt noch keinen Prompt zu senden.</translation>
    </message>
    <message>
        <source>At most %1 songs can be asked for at once.</source>
        <translation>Höchstens %1 Songs auf einmal.</translation>
    </message>
    <message>
        <source>Open a file of prompts</source>
        <translation>Datei mit Prompts öffnen</translation>
    </message>
    <message>
        <source>Text and CSV files (%1)</source>
        <translation>Text- und CSV-Dateien (%1)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Prompts read from “%1”: %2</source>
        <translation>Prompts aus „%1“ gelesen: %2</translation>
    </message>
</context>
<context>
    <name>BatchDrops</name>
    <message>
        <source>Drop to fill a new batch</source>
        <translation>Loslassen für einen neuen Stapel</translation>
    </message>
</context>
<context>
    <name>BatchProgress</name>
    <message>
        <source>Prompts sent</source>
        <translation>Gesendete Prompts</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Don&apos;t send the rest. This can be undone.</source>
        <translation>Den Rest nicht senden. Das lässt sich rückgängig machen.</translation>
    </message>
    <message>
        <source>Paused: %1 waiting</source>
        <translation>Angehalten, noch zu senden: %1</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Sent %1 of %2</source>
        <translation>%1 von %2 gesendet</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
</context>
<context>
    <name>Batches</name>
    <message>
        <source>It could not be kept. Please try again.</source>
        <translation>Es konnte nicht gesichert werden. Bitte noch einmal versuchen.</translation>
    </message>
    <message numerus="yes">
        <source>Not sent, and now in Recently deleted: %Ln</source>
        <translation>
            <numerusform>Nicht gesendet und jetzt in „Zuletzt gelöscht“: %Ln</numerusform>
            <numerusform>Nicht gesendet und jetzt in „Zuletzt gelöscht“: %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>ChipRow</name>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Generating</source>
        <translation>In Arbeit</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Failed or expired</source>
        <translation>Fehlgeschlagen, abgelaufen</translation>
    </message>
    <message>
        <source>Unconfirmed</source>
        <translation>Unbestätigt</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>Favoriten</translation>
    </message>
    <message>
        <source>Unrated</source>
        <translation>Unbewertet</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Jobs: {number}</source>
        <translation>Aufträge: {number}</translation>
    </message>
</context>
<context>
    <name>ColumnPicker</name>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>The first row names the columns</source>
        <translation>Die erste Zeile benennt die Spalten</translation>
    </message>
    <message>
        <source>Column %1</source>
        <translation>Spalte %1</translation>
    </message>
</context>
<context>
    <name>ComposeBar</name>
    <message>
        <source>Describe the song you want…</source>
        <translation>Den gewünschten Song beschreiben…</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Variations</source>
        <translation>Varianten</translation>
    </message>
    <message>
        <source>How many songs to make from this prompt</source>
        <translation>Wie viele Songs aus diesem Prompt entstehen</translation>
    </message>
    <message>
        <source>Generate</source>
        <translation>Erzeugen</translation>
    </message>
    <message>
        <source>Send ({keys})</source>
        <translation>Senden ({keys})</translation>
    </message>
    <message>
        <source>Generate {number}</source>
        <translation>{number} erzeugen</translation>
    </message>
</context>
<context>
    <name>Controller</name>
    <message>
        <source>It could not be kept. Please try again.</source>
        <translation>Es konnte nicht gesichert werden. Bitte noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Your unsent prompt was put aside.</source>
        <translation>Der nicht gesendete Prompt wurde beiseitegelegt.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>CopyButton</name>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>CoverBox</name>
    <message>
        <source>Show cover in full size</source>
        <translation>Cover in voller Größe zeigen</translation>
    </message>
    <message>
        <source>Cover</source>
        <translation>Cover</translation>
    </message>
</context>
<context>
    <name>CoverView</name>
    <message>
        <source>Cover</source>
        <translation>Cover</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Einpassen</translation>
    </message>
    <message>
        <source>100 %</source>
        <translation>100 %</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>{width} × {height} px · {percent} %</source>
        <translation>{width} × {height} px · {percent} %</translation>
    </message>
    <message>
        <source>This cover can&apos;t be shown.</source>
        <translation>Dieses Cover lässt sich nicht anzeigen.</translation>
    </message>
</context>
<context>
    <name>DeletedBar</name>
    <message>
        <source>Songs stay here for {days} days, then they go. A file that you saved elsewhere is never touched.</source>
        <translation>Songs bleiben {days} Tage hier, dann verschwinden sie. Anderswo gespeicherte Dateien bleiben unberührt.</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Forget for good…</source>
        <translation>Endgültig löschen…</translation>
    </message>
    <message>
        <source>Empty…</source>
        <translation>Leeren…</translation>
    </message>
</context>
<context>
    <name>DemoMark</name>
    <message>
        <source>Demo</source>
        <translation>Demo</translation>
    </message>
    <message>
        <source>Nothing leaves this computer: the songs come with the app.</source>
        <translation>Nichts verlässt diesen Computer: Die Songs sind Teil der App.</translation>
    </message>
</context>
<context>
    <name>DesktopSection</name>
    <message>
        <source>Notify me when another window is active</source>
        <translation>Benachrichtigen, wenn ein anderes Fenster aktiv ist</translation>
    </message>
    <message>
        <source>Songs that are ready</source>
        <translation>Fertige Songs</translation>
    </message>
    <message>
        <source>Songs that failed</source>
        <translation>Fehlgeschlagene Songs</translation>
    </message>
    <message>
        <source>With a sound</source>
        <translation>Mit Ton</translation>
    </message>
    <message>
        <source>Keys and tray</source>
        <translation>Tasten und Infobereich</translation>
    </message>
    <message>
        <source>Media keys and the system&apos;s player control Whisul</source>
        <translation>Medientasten und die Mediensteuerung des Systems steuern Whisul</translation>
    </message>
    <message>
        <source>Closing the window keeps Whisul in the tray</source>
        <translation>Beim Schließen des Fensters im Infobereich bleiben</translation>
    </message>
    <message>
        <source>Start with my session, out of the way</source>
        <translation>Bei der Anmeldung im Hintergrund starten</translation>
    </message>
    <message>
        <source>Not from the demo: your session starts the real app.</source>
        <translation>Nicht aus der Demo: Die Sitzung startet die echte App.</translation>
    </message>
</context>
<context>
    <name>DetailPanel</name>
    <message>
        <source>Nothing selected</source>
        <translation>Nichts ausgewählt</translation>
    </message>
    <message>
        <source>Choose a song in the list to see its cover, hear it and keep it.</source>
        <translation>Einen Song in der Liste auswählen, um sein Cover zu sehen, ihn zu hören und zu behalten.</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>{number} songs selected</source>
        <translation>{number} Songs ausgewählt</translation>
    </message>
    <message>
        <source>None of them is ready to be saved yet.</source>
        <translation>Noch keiner davon kann gespeichert werden.</translation>
    </message>
    <message>
        <source>{saveable} of {number} can be saved.</source>
        <translation>{saveable} von {number} können gespeichert werden.</translation>
    </message>
    <message>
        <source>Save the finished ones into a folder, with tags and covers.</source>
        <translation>Die fertigen mit Tags und Cover in einen Ordner speichern.</translation>
    </message>
</context>
<context>
    <name>DiagnosticsDialog</name>
    <message>
        <source>Diagnostics</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>This helps to find out what went wrong. It stays on this computer until you copy or save it. Your API key, your prompts and your home folder&apos;s name are left out; song titles may be in the log.</source>
        <translation>Das hilft, einen Fehler zu finden. Es bleibt auf diesem Computer, bis es kopiert oder gespeichert wird. API-Schlüssel, Prompts und der Name des Benutzerordners fehlen darin; Songtitel können im Protokoll stehen.</translation>
    </message>
    <message>
        <source>Gathering…</source>
        <translation>Wird zusammengestellt…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter…</translation>
    </message>
</context>
<context>
    <name>DragOut</name>
    <message numerus="yes">
        <source>Songs copied: %Ln. Paste them into a folder or another program.</source>
        <translation>
            <numerusform>Songs kopiert: %Ln. Jetzt in einen Ordner oder ein anderes Programm einfügen.</numerusform>
            <numerusform>Songs kopiert: %Ln. Jetzt in einen Ordner oder ein anderes Programm einfügen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Songs: %Ln</source>
        <translation>
            <numerusform>Songs: %Ln</numerusform>
            <numerusform>Songs: %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>Preparing the songs…</source>
        <translation>Songs werden vorbereitet…</translation>
    </message>
</context>
<context>
    <name>Exporting</name>
    <message>
        <source>This file is no library of Whisul.</source>
        <translation>Diese Datei ist keine Whisul-Bibliothek.</translation>
    </message>
    <message>
        <source>A newer version of Whisul wrote this file. Update Whisul to read it.</source>
        <translation>Diese Datei stammt von einer neueren Version von Whisul. Zum Lesen Whisul aktualisieren.</translation>
    </message>
    <message>
        <source>This file is damaged.</source>
        <translation>Diese Datei ist beschädigt.</translation>
    </message>
    <message>
        <source>This file was not made by Whisul and may be meant to do harm.</source>
        <translation>Diese Datei stammt nicht von Whisul und könnte schädlich sein.</translation>
    </message>
    <message>
        <source>Playlist (*.m3u8)</source>
        <translation>Playlist (*.m3u8)</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Export Selection</source>
        <translation>Auswahl exportieren</translation>
    </message>
    <message>
        <source>Songs</source>
        <translation>Songs</translation>
    </message>
    <message numerus="yes">
        <source>Songs in “%1”: %Ln</source>
        <translation>
            <numerusform>Songs in „%1“: %Ln</numerusform>
            <numerusform>Songs in „%1“: %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Jobs exported: %Ln</source>
        <translation>
            <numerusform>Aufträge exportiert: %Ln</numerusform>
            <numerusform>Aufträge exportiert: %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Added: %Ln</source>
        <translation>
            <numerusform>Hinzugefügt: %Ln</numerusform>
            <numerusform>Hinzugefügt: %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Completed: %Ln</source>
        <translation>
            <numerusform>Ergänzt: %Ln</numerusform>
            <numerusform>Ergänzt: %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Here already: %Ln</source>
        <translation>
            <numerusform>Schon da: %Ln</numerusform>
            <numerusform>Schon da: %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Songs and covers kept: %Ln</source>
        <translation>
            <numerusform>Songs und Cover übernommen: %Ln</numerusform>
            <numerusform>Songs und Cover übernommen: %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Other files: %Ln</source>
        <translation>
            <numerusform>Andere Dateien: %Ln</numerusform>
            <numerusform>Andere Dateien: %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>Reveal in Folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>None of these songs is in a file yet: no playlist was written.</source>
        <translation>Keiner dieser Songs ist schon in einer Datei: Es wurde keine Playlist geschrieben.</translation>
    </message>
    <message>
        <source>Export Library</source>
        <translation>Bibliothek exportieren</translation>
    </message>
    <message>
        <source>Export the whole library to one file?</source>
        <translation>Die ganze Bibliothek in eine Datei exportieren?</translation>
    </message>
    <message>
        <source>Songs and covers make the file as large as they are. Without them it has all prompts, titles, ratings and notes; files are fetched again where the service still has them.</source>
        <translation>Mit Songs und Covern wird die Datei so groß wie diese. Ohne sie enthält sie alle Prompts, Titel, Bewertungen und Notizen; Dateien werden neu geholt, soweit der Dienst sie noch hat.</translation>
    </message>
    <message>
        <source>Without Songs…</source>
        <translation>Ohne Songs…</translation>
    </message>
    <message>
        <source>With Songs and Covers…</source>
        <translation>Mit Songs und Covern…</translation>
    </message>
    <message>
        <source>Library (*.zip)</source>
        <translation>Bibliothek (*.zip)</translation>
    </message>
    <message>
        <source>Whisul library</source>
        <translation>Whisul-Bibliothek</translation>
    </message>
    <message>
        <source>Import Library</source>
        <translation>Bibliothek importieren</translation>
    </message>
    <message>
        <source>Rebuild from Saved Files</source>
        <translation>Aus gespeicherten Dateien wiederaufbauen</translation>
    </message>
    <message numerus="yes">
        <source>Damaged files left out: %Ln</source>
        <translation>
            <numerusform>Beschädigte Dateien ausgelassen: %Ln</numerusform>
            <numerusform>Beschädigte Dateien ausgelassen: %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing was found.</source>
        <translation>Nichts gefunden.</translation>
    </message>
    <message>
        <source>Nothing was taken over.</source>
        <translation>Nichts wurde übernommen.</translation>
    </message>
    <message>
        <source>“%1” is there already</source>
        <translation>„%1“ gibt es schon</translation>
    </message>
    <message>
        <source>In the folder “%1”.</source>
        <translation>Im Ordner „%1“.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
</context>
<context>
    <name>FamilyList</name>
    <message>
        <source>Takes</source>
        <translation>Versionen</translation>
    </message>
</context>
<context>
    <name>FaultNotices</name>
    <message>
        <source>A newer version of Whisul wrote this library. It is shown as it is; nothing can be added or changed until you start that version.</source>
        <translation>Diese Bibliothek stammt von einer neueren Version von Whisul. Sie wird nur angezeigt; erst in jener Version lässt sich wieder etwas hinzufügen oder ändern.</translation>
    </message>
    <message>
        <source>Something went wrong inside Whisul. Your songs are safe; you can go on.</source>
        <translation>In Whisul ist ein Fehler aufgetreten. Die Songs sind sicher, es kann weitergehen.</translation>
    </message>
    <message>
        <source>Copy Details</source>
        <translation>Details kopieren</translation>
    </message>
    <message numerus="yes">
        <source>The library was damaged and has been repaired. Songs brought back: %Ln.</source>
        <translation>
            <numerusform>Die Bibliothek war beschädigt und ist repariert. Zurückgeholte Songs: %Ln.</numerusform>
            <numerusform>Die Bibliothek war beschädigt und ist repariert. Zurückgeholte Songs: %Ln.</numerusform>
        </translation>
    </message>
    <message>
        <source>The damaged file is kept: %1</source>
        <translation>Die beschädigte Datei ist aufgehoben: %1</translation>
    </message>
    <message>
        <source>The disk is full. Songs that the service accepted are still kept; please make some room.</source>
        <translation>Das Laufwerk ist voll. Vom Dienst angenommene Songs werden noch gesichert; bitte Platz schaffen.</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Search tips</source>
        <translation>Suchtipps</translation>
    </message>
</context>
<context>
    <name>Forgetting</name>
    <message>
        <source>Forget these songs for good?</source>
        <translation>Diese Songs endgültig löschen?</translation>
    </message>
    <message>
        <source>Songs: {number}. They are taken off this computer, with covers and notes, and can&apos;t be brought back. Files that you saved elsewhere stay.</source>
        <translation>Songs: {number}. Sie verschwinden mit Covern und Notizen von diesem Computer und lassen sich nicht zurückholen. Anderswo gespeicherte Dateien bleiben.</translation>
    </message>
    <message>
        <source>Forget this song for good?</source>
        <translation>Diesen Song endgültig löschen?</translation>
    </message>
    <message>
        <source>“{title}” is taken off this computer, with its cover and note, and can&apos;t be brought back. A file that you saved elsewhere stays.</source>
        <translation>„{title}“ verschwindet mit Cover und Notiz von diesem Computer und lässt sich nicht zurückholen. Eine anderswo gespeicherte Datei bleibt.</translation>
    </message>
    <message>
        <source>Forget everything in Recently deleted?</source>
        <translation>Alles in „Zuletzt gelöscht“ endgültig löschen?</translation>
    </message>
    <message>
        <source>All of it is taken off this computer, with covers and notes, and can&apos;t be brought back. Files that you saved elsewhere stay.</source>
        <translation>Alles verschwindet mit Covern und Notizen von diesem Computer und lässt sich nicht zurückholen. Anderswo gespeicherte Dateien bleiben.</translation>
    </message>
    <message>
        <source>Forget for Good</source>
        <translation>Endgültig löschen</translation>
    </message>
    <message>
        <source>Forgotten for good: {number}</source>
        <translation>Endgültig gelöscht: {number}</translation>
    </message>
    <message>
        <source>Being sent at this moment, so not forgotten: {number}</source>
        <translation>Wird gerade gesendet, darum nicht gelöscht: {number}</translation>
    </message>
</context>
<context>
    <name>Furnishing</name>
    <message>
        <source>Another start asked for the service at %1. This window goes on with %2.</source>
        <translation>Ein weiterer Start wollte zum Dienst unter %1. Dieses Fenster bleibt bei %2.</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>Whisul ended unexpectedly last time. Your songs are safe.</source>
        <translation>Whisul wurde beim letzten Mal unerwartet beendet. Die Songs sind sicher.</translation>
    </message>
    <message>
        <source>Show Report…</source>
        <translation>Bericht zeigen…</translation>
    </message>
    <message>
        <source>Save diagnostics</source>
        <translation>Diagnose speichern</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Text (*.txt)</translation>
    </message>
    <message>
        <source>Saved as “%1”</source>
        <translation>Gespeichert als „%1“</translation>
    </message>
</context>
<context>
    <name>Integration</name>
    <message>
        <source>The start with your session can&apos;t be changed: %1</source>
        <translation>Der Start bei der Anmeldung lässt sich nicht ändern: %1</translation>
    </message>
</context>
<context>
    <name>JobGrid</name>
    <message>
        <source>Covers</source>
        <translation>Cover</translation>
    </message>
</context>
<context>
    <name>JobHeader</name>
    <message>
        <source>Reset columns</source>
        <translation>Spalten zurücksetzen</translation>
    </message>
</context>
<context>
    <name>JobTable</name>
    <message>
        <source>Jobs</source>
        <translation>Aufträge</translation>
    </message>
</context>
<context>
    <name>JudgingActions</name>
    <message>
        <source>Favourites: %Ln</source>
        <translation>Favoriten: %Ln</translation>
    </message>
    <message>
        <source>No longer favourites: %Ln</source>
        <translation>Keine Favoriten mehr: %Ln</translation>
    </message>
    <message>
        <source>Rejected: %Ln</source>
        <translation>Abgelehnt: %Ln</translation>
    </message>
    <message>
        <source>No longer rejected: %Ln</source>
        <translation>Nicht mehr abgelehnt: %Ln</translation>
    </message>
    <message>
        <source>Rated: %Ln</source>
        <translation>Bewertet: %Ln</translation>
    </message>
    <message>
        <source>Ratings taken away: %Ln</source>
        <translation>Bewertungen entfernt: %Ln</translation>
    </message>
    <message>
        <source>Notes written: %Ln</source>
        <translation>Notizen geschrieben: %Ln</translation>
    </message>
    <message>
        <source>Moved to Recently deleted: %Ln</source>
        <translation>In „Zuletzt gelöscht“ verschoben: %Ln</translation>
    </message>
    <message>
        <source>“{title}” is in Recently deleted now.</source>
        <translation>„{title}“ ist jetzt in „Zuletzt gelöscht“.</translation>
    </message>
    <message>
        <source>Restored: %Ln</source>
        <translation>Wiederhergestellt: %Ln</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Undo Favourite</source>
        <translation>&amp;Rückgängig: Favorit</translation>
    </message>
    <message>
        <source>&amp;Undo Rating</source>
        <translation>&amp;Rückgängig: Bewertung</translation>
    </message>
    <message>
        <source>&amp;Undo Reject</source>
        <translation>&amp;Rückgängig: Ablehnen</translation>
    </message>
    <message>
        <source>&amp;Undo Note</source>
        <translation>&amp;Rückgängig: Notiz</translation>
    </message>
    <message>
        <source>&amp;Undo Delete</source>
        <translation>&amp;Rückgängig: Löschen</translation>
    </message>
    <message>
        <source>&amp;Undo Restore</source>
        <translation>&amp;Rückgängig: Wiederherstellen</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
</context>
<context>
    <name>KeySection</name>
    <message>
        <source>It ends in …{hint}.</source>
        <translation>Er endet auf …{hint}.</translation>
    </message>
    <message>
        <source>The service accepts it.</source>
        <translation>Der Dienst nimmt ihn an.</translation>
    </message>
    <message>
        <source>The key comes from the environment variable WHISUL_API_KEY, which wins over a key kept here.</source>
        <translation>Der Schlüssel kommt aus der Umgebungsvariable WHISUL_API_KEY, die Vorrang vor einem hier gespeicherten hat.</translation>
    </message>
    <message>
        <source>The key is kept for this session only: it is gone when you quit.</source>
        <translation>Der Schlüssel gilt nur für diese Sitzung: Nach dem Beenden ist er weg.</translation>
    </message>
    <message>
        <source>The key is kept in the system keyring.</source>
        <translation>Der Schlüssel liegt im Schlüsselbund des Systems.</translation>
    </message>
    <message>
        <source>There is no API key yet. Copy one from your dashboard on whisul.com and paste it here.</source>
        <translation>Noch kein API-Schlüssel. Im Dashboard auf whisul.com kopieren und hier einfügen.</translation>
    </message>
    <message>
        <source>The system keyring is locked, so the key in it can&apos;t be read. Unlock it, or paste a key for this session.</source>
        <translation>Der Schlüsselbund des Systems ist gesperrt, der Schlüssel darin nicht lesbar. Entsperren oder einen Schlüssel für diese Sitzung einfügen.</translation>
    </message>
    <message>
        <source>There is no system keyring yet, and the window that makes one was closed. Try again and choose a password there, or paste a key for this session.</source>
        <translation>Es gibt noch keinen Schlüsselbund des Systems, und das Fenster, das einen anlegt, wurde geschlossen. Noch einmal versuchen und dort ein Passwort wählen, oder einen Schlüssel für diese Sitzung einfügen.</translation>
    </message>
    <message>
        <source>The keyring set up on this computer would write the key into a plain file, so Whisul does not use it. A key can be kept for this session.</source>
        <translation>Der Schlüsselbund dieses Computers würde den Schlüssel in eine offen lesbare Datei schreiben, darum nutzt Whisul ihn nicht. Für diese Sitzung kann ein Schlüssel gelten.</translation>
    </message>
    <message>
        <source>This system has no keyring that could hold the key. A key can be kept for this session.</source>
        <translation>Dieses System hat keinen Schlüsselbund für den Schlüssel. Für diese Sitzung kann einer gelten.</translation>
    </message>
    <message>
        <source>The system keyring is not available right now. A key can be kept for this session.</source>
        <translation>Der Schlüsselbund des Systems ist gerade nicht verfügbar. Für diese Sitzung kann ein Schlüssel gelten.</translation>
    </message>
    <message>
        <source>The service refuses the key in WHISUL_API_KEY, which wins over a key kept here. Put a new one there, or remove the variable, and start Whisul again.</source>
        <translation>Der Dienst lehnt den Schlüssel in WHISUL_API_KEY ab, der Vorrang vor einem hier gespeicherten hat. Dort einen neuen eintragen oder die Variable entfernen und Whisul neu starten.</translation>
    </message>
    <message>
        <source>What is in WHISUL_API_KEY can&apos;t be an API key, and it wins over a key kept here. Correct it, or remove the variable, and start Whisul again.</source>
        <translation>Was in WHISUL_API_KEY steht, kann kein API-Schlüssel sein und hat Vorrang vor einem hier gespeicherten. Berichtigen oder die Variable entfernen und Whisul neu starten.</translation>
    </message>
    <message>
        <source>The service refuses this key. It may have been replaced or have expired: copy the present one from your dashboard on whisul.com.</source>
        <translation>Der Dienst lehnt diesen Schlüssel ab. Vielleicht wurde er ersetzt oder ist abgelaufen: den aktuellen im Dashboard auf whisul.com kopieren.</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>Paste an API key</source>
        <translation>API-Schlüssel einfügen</translation>
    </message>
    <message>
        <source>Set key</source>
        <translation>Schlüssel eintragen</translation>
    </message>
    <message>
        <source>Keep for this session only</source>
        <translation>Nur für diese Sitzung</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>One moment…</source>
        <translation>Einen Moment…</translation>
    </message>
    <message>
        <source>The demo needs no API key.</source>
        <translation>Die Demo braucht keinen API-Schlüssel.</translation>
    </message>
    <message>
        <source>Replace key</source>
        <translation>Schlüssel ersetzen</translation>
    </message>
</context>
<context>
    <name>LanguageSection</name>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Used from the next start of Whisul on.</source>
        <translation>Gilt ab dem nächsten Start von Whisul.</translation>
    </message>
    <message>
        <source>Restart Now</source>
        <translation>Jetzt neu starten</translation>
    </message>
</context>
<context>
    <name>LineProblems</name>
    <message>
        <source>Lines to look at</source>
        <translation>Zeilen zum Prüfen</translation>
    </message>
    <message>
        <source>More of them: %1</source>
        <translation>Weitere: %1</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Whisul – Demo</source>
        <translation>Whisul – Demo</translation>
    </message>
    <message>
        <source>Whisul</source>
        <translation>Whisul</translation>
    </message>
</context>
<context>
    <name>NamingRow</name>
    <message>
        <source>Save as</source>
        <translation>Speichern als</translation>
    </message>
    <message>
        <source>Name of this search</source>
        <translation>Name dieser Suche</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>NoSongs</name>
    <message>
        <source>Lo-fi beat for a rainy evening, warm Rhodes, brushed drums, 78 BPM</source>
        <translation>Lo-Fi-Beat für einen Regenabend, warmes Rhodes, Besen-Drums, 78 BPM</translation>
    </message>
    <message>
        <source>Dark synthwave chase through neon streets, pulsing bass, no vocals</source>
        <translation>Düstere Synthwave-Jagd durch Neonstraßen, pulsierender Bass, ohne Gesang</translation>
    </message>
    <message>
        <source>Tender fingerpicked folk song about coming home, soft female voice</source>
        <translation>Zarter Folksong vom Nachhausekommen, gezupfte Gitarre, sanfte Frauenstimme</translation>
    </message>
    <message>
        <source>No songs yet</source>
        <translation>Noch keine Songs</translation>
    </message>
    <message>
        <source>Describe one above, or begin with one of these:</source>
        <translation>Oben einen beschreiben oder mit einem von diesen anfangen:</translation>
    </message>
</context>
<context>
    <name>NoteEdit</name>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>What you want to remember of it</source>
        <translation>Was im Gedächtnis bleiben soll</translation>
    </message>
    <message>
        <source>Only the beginning of this long note is shown. It can&apos;t be changed here.</source>
        <translation>Nur der Anfang dieser langen Notiz ist zu sehen. Hier lässt sie sich nicht ändern.</translation>
    </message>
    <message>
        <source>A note has {most} characters at most.</source>
        <translation>Eine Notiz fasst höchstens {most} Zeichen.</translation>
    </message>
</context>
<context>
    <name>NothingFound</name>
    <message>
        <source>Nothing matches</source>
        <translation>Keine Treffer</translation>
    </message>
    <message>
        <source>No song fits this search and filter.</source>
        <translation>Kein Song passt zu Suche und Filter.</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>Suche löschen</translation>
    </message>
    <message>
        <source>Nothing was deleted</source>
        <translation>Nichts gelöscht</translation>
    </message>
    <message>
        <source>What you delete stays here for 30 days.</source>
        <translation>Gelöschtes bleibt 30 Tage hier.</translation>
    </message>
    <message>
        <source>Show all songs</source>
        <translation>Alle Songs zeigen</translation>
    </message>
</context>
<context>
    <name>OriginSection</name>
    <message>
        <source>Your prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Copy prompt</source>
        <translation>Prompt kopieren</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Job ID</source>
        <translation>Auftrags-ID</translation>
    </message>
    <message>
        <source>Copy ID</source>
        <translation>ID kopieren</translation>
    </message>
    <message>
        <source>Saved to</source>
        <translation>Gespeichert in</translation>
    </message>
    <message>
        <source>Reveal in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Started {when}</source>
        <translation>Begonnen {when}</translation>
    </message>
    <message>
        <source>Asked for {when}</source>
        <translation>Angefragt {when}</translation>
    </message>
    <message>
        <source>Finished {when}</source>
        <translation>Fertig {when}</translation>
    </message>
</context>
<context>
    <name>Playback</name>
    <message>
        <source>That song is not ready.</source>
        <translation>Dieser Song ist noch nicht fertig.</translation>
    </message>
    <message>
        <source>Fetching “%1”…</source>
        <translation>„%1“ wird geholt…</translation>
    </message>
    <message>
        <source>This song can&apos;t be fetched.</source>
        <translation>Dieser Song lässt sich nicht holen.</translation>
    </message>
</context>
<context>
    <name>Player</name>
    <message>
        <source>The song&apos;s file is not on this computer any more.</source>
        <translation>Die Datei des Songs ist nicht mehr auf diesem Computer.</translation>
    </message>
    <message>
        <source>Songs can&apos;t be played here, a sound library is missing: %1</source>
        <translation>Hier lassen sich keine Songs abspielen, eine Audiobibliothek fehlt: %1</translation>
    </message>
    <message>
        <source>This file can&apos;t be played. It may be damaged.</source>
        <translation>Diese Datei lässt sich nicht abspielen. Vielleicht ist sie beschädigt.</translation>
    </message>
    <message>
        <source>The sound device is gone. Connect one and press Play.</source>
        <translation>Audiogerät nicht mehr verfügbar. Eines anschließen und auf Wiedergeben drücken.</translation>
    </message>
    <message>
        <source>No sound device was found. Connect one and press Play.</source>
        <translation>Kein Audiogerät gefunden. Eines anschließen und auf Wiedergeben drücken.</translation>
    </message>
</context>
<context>
    <name>PlayerBar</name>
    <message>
        <source>Previous</source>
        <translation>Voriger Song</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Wiedergeben</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Nächster Song</translation>
    </message>
    <message>
        <source>Seek</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Go on to the next song</source>
        <translation>Danach weiterspielen</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>{position} of {duration}</source>
        <translation>{position} von {duration}</translation>
    </message>
</context>
<context>
    <name>ProblemCard</name>
    <message>
        <source>The service said</source>
        <translation>Der Dienst sagt</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>Weniger zeigen</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>The service could not make this song. Retry asks for it again.</source>
        <translation>Der Dienst konnte diesen Song nicht erzeugen. „Erneut versuchen“ fordert ihn noch einmal an.</translation>
    </message>
    <message>
        <source>The service did not accept this prompt, and nothing was made. Change the prompt and send it again.</source>
        <translation>Der Dienst hat diesen Prompt nicht angenommen, nichts ist entstanden. Den Prompt ändern und noch einmal senden.</translation>
    </message>
    <message>
        <source>The service no longer knows this job. What is known of it stays here; Retry asks for the song again.</source>
        <translation>Der Dienst kennt diesen Auftrag nicht mehr. Was bekannt ist, bleibt hier; „Erneut versuchen“ fordert den Song noch einmal an.</translation>
    </message>
    <message>
        <source>The prompt was sent, but the answer was lost on the way. The service may have made the song and charged for it, so it is not sent again by itself.</source>
        <translation>Der Prompt wurde gesendet, aber die Antwort ging verloren. Vielleicht hat der Dienst den Song erzeugt und berechnet, darum wird er nicht von selbst noch einmal gesendet.</translation>
    </message>
</context>
<context>
    <name>ProgressDialog</name>
    <message>
        <source>What went wrong</source>
        <translation>Was schiefgegangen ist</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>und %Ln weiteres</numerusform>
            <numerusform>und %Ln weitere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln songs: %1</source>
        <translation>
            <numerusform>%Ln Song: %1</numerusform>
            <numerusform>%Ln Songs: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>Wird abgebrochen…</translation>
    </message>
</context>
<context>
    <name>RatingRow</name>
    <message>
        <source>Favourite</source>
        <translation>Favorit</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Ablehnen</translation>
    </message>
</context>
<context>
    <name>SavedSearches</name>
    <message>
        <source>Saved as “%1”.</source>
        <translation>Gespeichert als „%1“.</translation>
    </message>
    <message>
        <source>Show Sidebar</source>
        <translation>Seitenleiste zeigen</translation>
    </message>
    <message>
        <source>“%1” was deleted.</source>
        <translation>„%1“ wurde gelöscht.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message>
        <source>Save song</source>
        <translation>Song speichern</translation>
    </message>
    <message>
        <source>MP3 audio (*.mp3)</source>
        <translation>MP3-Audio (*.mp3)</translation>
    </message>
    <message>
        <source>Not saved to “%1”:</source>
        <translation>Nicht in „%1“ gespeichert:</translation>
    </message>
    <message>
        <source>Choose Another Folder…</source>
        <translation>Anderen Ordner wählen…</translation>
    </message>
    <message>
        <source>Saved “%1”</source>
        <translation>„%1“ gespeichert</translation>
    </message>
    <message>
        <source>Reveal in Folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>Save songs to a folder</source>
        <translation>Songs in einen Ordner speichern</translation>
    </message>
    <message>
        <source>Save Songs</source>
        <translation>Songs speichern</translation>
    </message>
    <message>
        <source>Saving to “%3”: %1 of %2</source>
        <translation>Wird in „%3“ gespeichert: %1 von %2</translation>
    </message>
    <message numerus="yes">
        <source>Songs saved: %Ln</source>
        <translation>
            <numerusform>Songs gespeichert: %Ln</numerusform>
            <numerusform>Songs gespeichert: %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Songs not saved: %Ln</source>
        <translation>
            <numerusform>Songs nicht gespeichert: %Ln</numerusform>
            <numerusform>Songs nicht gespeichert: %Ln</numerusform>
        </translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>New songs can&apos;t be saved by themselves. It is tried again.</source>
        <translation>Neue Songs lassen sich nicht von selbst speichern. Es wird weiter versucht.</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen…</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Save Search…</source>
        <translation>Suche speichern…</translation>
    </message>
    <message>
        <source>Clear search</source>
        <translation>Suche löschen</translation>
    </message>
</context>
<context>
    <name>SearchHelp</name>
    <message>
        <source>What you can search for</source>
        <translation>Wonach sich suchen lässt</translation>
    </message>
</context>
<context>
    <name>SelectionButtons</name>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Wiedergeben</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Save all %1</source>
        <translation>Alle %1 speichern</translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation>%1 speichern</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>Folder for saving</source>
        <translation>Ordner zum Speichern</translation>
    </message>
    <message>
        <source>File names</source>
        <translation>Dateinamen</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>Desktop</translation>
    </message>
    <message>
        <source>API address</source>
        <translation>API-Adresse</translation>
    </message>
    <message>
        <source>Your library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Use the default</source>
        <translation>Standard verwenden</translation>
    </message>
    <message>
        <source>Each address has a key of its own: a key is never sent to another.</source>
        <translation>Jede Adresse hat ihren eigenen Schlüssel: Er geht nie an eine andere.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Applied.</source>
        <translation>Angewendet.</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Send the prompt</source>
        <translation>Prompt senden</translation>
    </message>
    <message>
        <source>Go through the prompts you wrote</source>
        <translation>Durch frühere Prompts blättern</translation>
    </message>
    <message>
        <source>Play the song that is selected in the list</source>
        <translation>Den in der Liste gewählten Song abspielen</translation>
    </message>
    <message>
        <source>Clear the search, leave a field, close a dialog</source>
        <translation>Suche leeren, Feld verlassen, Dialog schließen</translation>
    </message>
    <message>
        <source>Move by 5 seconds in the song, with the focus on Seek</source>
        <translation>Um 5 Sekunden springen, mit dem Fokus auf „Position“</translation>
    </message>
    <message>
        <source>Stars</source>
        <translation>Sterne</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>All songs</source>
        <translation>Alle Songs</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>Favoriten</translation>
    </message>
    <message>
        <source>Unrated</source>
        <translation>Unbewertet</translation>
    </message>
    <message>
        <source>Recently deleted</source>
        <translation>Zuletzt gelöscht</translation>
    </message>
    <message>
        <source>Saved searches</source>
        <translation>Gespeicherte Suchen</translation>
    </message>
    <message>
        <source>A search that you save with a name comes back here.</source>
        <translation>Mit Namen gespeicherte Suchen stehen hier.</translation>
    </message>
</context>
<context>
    <name>SongActions</name>
    <message>
        <source>Play song</source>
        <translation>Wiedergeben</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern…</translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>More like this</source>
        <translation>Mehr davon</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Edit prompt</source>
        <translation>Prompt bearbeiten</translation>
    </message>
    <message>
        <source>Send again…</source>
        <translation>Noch einmal senden…</translation>
    </message>
    <message>
        <source>I have its ID…</source>
        <translation>ID nachtragen…</translation>
    </message>
    <message>
        <source>Forget…</source>
        <translation>Verwerfen…</translation>
    </message>
    <message>
        <source>Fetch again</source>
        <translation>Neu holen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
</context>
<context>
    <name>SongPage</name>
    <message>
        <source>usually ready in about {time}</source>
        <translation>meist fertig in etwa {time}</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>took {time}</source>
        <translation>in {time} erzeugt</translation>
    </message>
</context>
<context>
    <name>SortMenu</name>
    <message>
        <source>&amp;Ascending</source>
        <translation>&amp;Aufsteigend</translation>
    </message>
    <message>
        <source>&amp;Descending</source>
        <translation>A&amp;bsteigend</translation>
    </message>
</context>
<context>
    <name>StarRating</name>
    <message>
        <source>Rating</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Stars, 0 to 5</source>
        <translation>Sterne, 0 bis 5</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>{number} h</source>
        <translation>{number} h</translation>
    </message>
    <message>
        <source>{number} min</source>
        <translation>{number} min</translation>
    </message>
    <message numerus="yes">
        <source>%Ln songs</source>
        <translation>
            <numerusform>%Ln Song</numerusform>
            <numerusform>%Ln Songs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln generating</source>
        <translation>
            <numerusform>%Ln in Arbeit</numerusform>
            <numerusform>%Ln in Arbeit</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln waiting to be sent</source>
        <translation>
            <numerusform>noch zu senden: %Ln</numerusform>
            <numerusform>noch zu senden: %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unconfirmed</source>
        <translation>
            <numerusform>%Ln unbestätigt</numerusform>
            <numerusform>%Ln unbestätigt</numerusform>
        </translation>
    </message>
    <message>
        <source>Usually ready in about %1</source>
        <translation>Meist fertig in etwa %1</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Sending on in {seconds} s</source>
        <translation>Versand geht in {seconds} s weiter</translation>
    </message>
    <message>
        <source>The service can&apos;t be reached. Your songs are safe, what is here plays, and everything goes on by itself.</source>
        <translation>Der Dienst ist nicht erreichbar. Die Songs sind sicher, Vorhandenes spielt, und alles geht von selbst weiter.</translation>
    </message>
</context>
<context>
    <name>TagChips</name>
    <message numerus="yes">
        <source>and %Ln more</source>
        <translation>
            <numerusform>und %Ln weiterer</numerusform>
            <numerusform>und %Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>Weniger zeigen</translation>
    </message>
    <message>
        <source>+{number} more</source>
        <translation>+{number}</translation>
    </message>
</context>
<context>
    <name>TemplateSection</name>
    <message>
        <source>There is no field {what}.</source>
        <translation>Das Feld {what} gibt es nicht.</translation>
    </message>
    <message>
        <source>“{what}” is no format for this field.</source>
        <translation>„{what}“ ist kein Format für dieses Feld.</translation>
    </message>
    <message>
        <source>The brace at character {at} is not closed.</source>
        <translation>Die Klammer bei Zeichen {at} ist nicht geschlossen.</translation>
    </message>
    <message>
        <source>The brace at character {at} closes nothing. Write }} for one.</source>
        <translation>Die Klammer bei Zeichen {at} schließt nichts. Für das Zeichen selbst }} schreiben.</translation>
    </message>
    <message>
        <source>Without a template songs have no names.</source>
        <translation>Ohne Vorlage haben Songs keinen Namen.</translation>
    </message>
    <message>
        <source>The template is too long.</source>
        <translation>Die Vorlage ist zu lang.</translation>
    </message>
    <message>
        <source>File names</source>
        <translation>Dateinamen</translation>
    </message>
    <message>
        <source>Only the title</source>
        <translation>Nur der Titel</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Fields are put in by a click. A / makes a folder.</source>
        <translation>Felder setzt ein Klick ein. Ein / macht einen Ordner.</translation>
    </message>
    <message>
        <source>Save new songs here automatically</source>
        <translation>Neue Songs automatisch hier speichern</translation>
    </message>
    <message>
        <source>The song&apos;s title</source>
        <translation>Der Titel des Songs</translation>
    </message>
    <message>
        <source>Its speed in beats per minute</source>
        <translation>Das Tempo in Schlägen pro Minute</translation>
    </message>
    <message>
        <source>All tags, with commas between them</source>
        <translation>Alle Tags, mit Kommas dazwischen</translation>
    </message>
    <message>
        <source>The first tag</source>
        <translation>Der erste Tag</translation>
    </message>
    <message>
        <source>What you asked for</source>
        <translation>Der Prompt, aus dem er entstand</translation>
    </message>
    <message>
        <source>The day it was made, such as 2026-02-17</source>
        <translation>Der Tag, an dem er entstand, etwa 2026-02-17</translation>
    </message>
    <message>
        <source>The first 8 characters of its job ID</source>
        <translation>Die ersten 8 Zeichen seiner Auftrags-ID</translation>
    </message>
    <message>
        <source>A number: 1, 2, 3… in one saving</source>
        <translation>Eine Nummer: 1, 2, 3 … bei einem Speichern</translation>
    </message>
</context>
<context>
    <name>TextDialog</name>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>TrackButton</name>
    <message>
        <source>Nothing playing</source>
        <translation>Nichts läuft</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Wiedergeben</translation>
    </message>
    <message>
        <source>Whisul: %1 generating</source>
        <translation>Whisul: %1 in Arbeit</translation>
    </message>
    <message>
        <source>Whisul</source>
        <translation>Whisul</translation>
    </message>
    <message>
        <source>Generate…</source>
        <translation>Erzeugen…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>Unconfirmed</name>
    <message>
        <source>Send this prompt again?</source>
        <translation>Diesen Prompt noch einmal senden?</translation>
    </message>
    <message>
        <source>The answer to the first request was lost. If the service did receive it, sending it again makes, and charges, a second song.</source>
        <translation>Die Antwort auf die erste Anfrage ging verloren. Falls der Dienst sie erhalten hat, entsteht beim erneuten Senden ein zweiter Song, der auch berechnet wird.</translation>
    </message>
    <message>
        <source>The answers to the first requests were lost. For each that the service did receive, sending it again makes, and charges, a second song.</source>
        <translation>Die Antworten auf die ersten Anfragen gingen verloren. Für jeden Prompt, den der Dienst erhalten hat, entsteht beim erneuten Senden ein zweiter Song, der auch berechnet wird.</translation>
    </message>
    <message numerus="yes">
        <source>Send these %Ln prompts again?</source>
        <translation>
            <numerusform>Diesen %Ln Prompt noch einmal senden?</numerusform>
            <numerusform>Diese %Ln Prompts noch einmal senden?</numerusform>
        </translation>
    </message>
    <message>
        <source>Send Again</source>
        <translation>Noch einmal senden</translation>
    </message>
    <message>
        <source>Songs of those that the service did receive can&apos;t be found from here.</source>
        <translation>Songs zu Prompts, die der Dienst erhalten hat, sind von hier aus nicht mehr zu finden.</translation>
    </message>
    <message>
        <source>Forget this prompt?</source>
        <translation>Diesen Prompt verwerfen?</translation>
    </message>
    <message>
        <source>If the service did receive it, its song can&apos;t be found from here.</source>
        <translation>Falls der Dienst ihn erhalten hat, ist sein Song von hier aus nicht mehr zu finden.</translation>
    </message>
    <message numerus="yes">
        <source>Forget these %Ln prompts?</source>
        <translation>
            <numerusform>Diesen %Ln Prompt verwerfen?</numerusform>
            <numerusform>Diese %Ln Prompts verwerfen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Verwerfen</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Songs from a sentence</source>
        <translation>Songs aus einem Satz</translation>
    </message>
    <message>
        <source>Describe the song you want. Whisul has it made, plays it and keeps it safe.</source>
        <translation>Den gewünschten Song beschreiben: Whisul lässt ihn entstehen, spielt ihn und bewahrt ihn auf.</translation>
    </message>
    <message>
        <source>Checking the key…</source>
        <translation>Schlüssel wird geprüft…</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>Paste your API key</source>
        <translation>API-Schlüssel einfügen</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Keep for this session only</source>
        <translation>Nur für diese Sitzung</translation>
    </message>
    <message>
        <source>I have an API key</source>
        <translation>Ich habe einen API-Schlüssel</translation>
    </message>
    <message>
        <source>Copy it from your dashboard on whisul.com. It goes into the system keyring.</source>
        <translation>Im Dashboard auf whisul.com kopieren. Er kommt in den Schlüsselbund des Systems.</translation>
    </message>
    <message>
        <source>Just looking around</source>
        <translation>Erst einmal umsehen</translation>
    </message>
    <message>
        <source>Made-up songs, the real app. No account, no network.</source>
        <translation>Erfundene Songs, die echte App. Ohne Konto, ohne Netz.</translation>
    </message>
    <message>
        <source>Try the demo</source>
        <translation>Demo ausprobieren</translation>
    </message>
</context>
<context>
    <name>_Notice</name>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
</context>
<context>
    <name>_SavedLines</name>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
</context>
<context>
    <name>batch</name>
    <message>
        <source>“{name}” can&apos;t be read. {detail}</source>
        <translation>„{name}“ lässt sich nicht lesen. {detail}</translation>
    </message>
    <message>
        <source>“{name}” is too large: up to {size} kB are read. Split it into several files.</source>
        <translation>„{name}“ ist zu groß: Gelesen werden bis zu {size} kB. Auf mehrere Dateien aufteilen.</translation>
    </message>
    <message>
        <source>“{name}” is not text. Prompts are read from text and CSV files.</source>
        <translation>„{name}“ ist kein Text. Prompts werden aus Text- und CSV-Dateien gelesen.</translation>
    </message>
    <message>
        <source>There is nothing in “{name}”.</source>
        <translation>„{name}“ ist leer.</translation>
    </message>
    <message>
        <source>“{name}”, line {line}: left out, its quotation marks don&apos;t fit.</source>
        <translation>„{name}“, Zeile {line}: ausgelassen, die Anführungszeichen passen nicht.</translation>
    </message>
    <message>
        <source>“{name}”, line {line}: left out, it has more cells than there are columns.</source>
        <translation>„{name}“, Zeile {line}: ausgelassen, mehr Zellen als Spalten.</translation>
    </message>
    <message>
        <source>“{name}”, line {line}: left out, nothing stands in this column.</source>
        <translation>„{name}“, Zeile {line}: ausgelassen, in dieser Spalte steht nichts.</translation>
    </message>
    <message>
        <source>A batch can have {most} characters at most, and this would be {count}.</source>
        <translation>Ein Stapel fasst höchstens {most} Zeichen, das wären {count}.</translation>
    </message>
    <message>
        <source>Line {line} is the same as line {first}.</source>
        <translation>Zeile {line} gleicht Zeile {first}.</translation>
    </message>
    <message>
        <source>Line {line} is the same as line {first}: left out.</source>
        <translation>Zeile {line} gleicht Zeile {first}: ausgelassen.</translation>
    </message>
    <message>
        <source>Line {lines} is blank: left out.</source>
        <translation>Zeile {lines} ist leer: ausgelassen.</translation>
    </message>
    <message>
        <source>Lines {lines} are blank: left out.</source>
        <translation>Zeilen {lines} sind leer: ausgelassen.</translation>
    </message>
    <message>
        <source>Line {line}: {problem}</source>
        <translation>Zeile {line}: {problem}</translation>
    </message>
</context>
<context>
    <name>left_out</name>
    <message>
        <source>Left out: {titles}. {reason}</source>
        <translation>Ausgelassen: {titles}. {reason}</translation>
    </message>
</context>
<context>
    <name>questions</name>
    <message>
        <source>“%1” is there already</source>
        <translation>„%1“ gibt es schon</translation>
    </message>
    <message>
        <source>In the folder “%1”.</source>
        <translation>Im Ordner „%1“.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Keep Both</source>
        <translation>Beide behalten</translation>
    </message>
    <message>
        <source>Whisul</source>
        <translation>Whisul</translation>
    </message>
    <message>
        <source>Your library can&apos;t be opened. Nothing in it was changed.</source>
        <translation>Die Bibliothek lässt sich nicht öffnen. Nichts darin wurde verändert.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>A note for all selected songs, in place of theirs</source>
        <translation>Eine Notiz für alle ausgewählten Songs, anstelle ihrer eigenen</translation>
    </message>
    <message>
        <source>I Have Its ID</source>
        <translation>ID nachtragen</translation>
    </message>
    <message>
        <source>The job ID, or a link that contains it:</source>
        <translation>Die Auftrags-ID oder ein Link, der sie enthält:</translation>
    </message>
    <message>
        <source>That holds no job ID. It looks like this:</source>
        <translation>Darin ist keine Auftrags-ID. Sie sieht so aus:</translation>
    </message>
</context>
<context>
    <name>search</name>
    <message>
        <source>Suggestions</source>
        <translation>Vorschläge</translation>
    </message>
    <message>
        <source>A tag, or how it begins</source>
        <translation>Ein Tag oder sein Anfang</translation>
    </message>
    <message>
        <source>What you think of it</source>
        <translation>Die eigene Meinung</translation>
    </message>
    <message>
        <source>Where it stands</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Tempo</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Your stars</source>
        <translation>Die Sterne</translation>
    </message>
    <message>
        <source>When it was made</source>
        <translation>Wann er entstand</translation>
    </message>
    <message>
        <source>Both words, anywhere</source>
        <translation>Beide Wörter, irgendwo</translation>
    </message>
    <message>
        <source>These words in a row</source>
        <translation>Diese Wörter hintereinander</translation>
    </message>
    <message>
        <source>Not this; works before anything</source>
        <translation>Das nicht; lässt sich allem voranstellen</translation>
    </message>
    <message>
        <source>With this tag</source>
        <translation>Mit diesem Tag</translation>
    </message>
    <message>
        <source>With a tag that begins so</source>
        <translation>Mit einem Tag, der so anfängt</translation>
    </message>
    <message>
        <source>A range of tempo; also bpm:&gt;90</source>
        <translation>Ein Tempobereich; auch bpm:&gt;90</translation>
    </message>
    <message>
        <source>Shorter than three minutes</source>
        <translation>Kürzer als drei Minuten</translation>
    </message>
    <message>
        <source>Four stars or more</source>
        <translation>Vier Sterne oder mehr</translation>
    </message>
    <message>
        <source>Also rated, unrated, rejected, noted</source>
        <translation>Auch rated, unrated, rejected, noted</translation>
    </message>
    <message>
        <source>Also generating, waiting, failed</source>
        <translation>Auch generating, waiting, failed</translation>
    </message>
    <message>
        <source>Also yesterday, week, 2026-02, &gt;2026-02-01</source>
        <translation>Auch yesterday, week, 2026-02, &gt;2026-02-01</translation>
    </message>
    <message>
        <source>“{term}” is not understood: put it in quotes to look for these words.</source>
        <translation>„{term}“ wird nicht verstanden: in Anführungszeichen setzen, um danach zu suchen.</translation>
    </message>
    <message>
        <source>“{term}” still needs a value.</source>
        <translation>„{term}“ braucht noch einen Wert.</translation>
    </message>
    <message>
        <source>“{term}” is not understood: use bpm:120, bpm:&gt;90 or bpm:120..128.</source>
        <translation>„{term}“ wird nicht verstanden: möglich sind bpm:120, bpm:&gt;90 oder bpm:120..128.</translation>
    </message>
    <message>
        <source>“{term}” is not understood: use len:&lt;3:00 or len:2:00..3:00.</source>
        <translation>„{term}“ wird nicht verstanden: möglich sind len:&lt;3:00 oder len:2:00..3:00.</translation>
    </message>
    <message>
        <source>“{term}” is not understood: use stars:5, stars:&gt;=4 or stars:1..3.</source>
        <translation>„{term}“ wird nicht verstanden: möglich sind stars:5, stars:&gt;=4 oder stars:1..3.</translation>
    </message>
    <message>
        <source>“{term}” is not understood: use made:today, made:week, made:2026-02 or made:2026-02-17.</source>
        <translation>„{term}“ wird nicht verstanden: möglich sind made:today, made:week, made:2026-02 oder made:2026-02-17.</translation>
    </message>
    <message>
        <source>“{term}” is not understood: use ready, generating, waiting, failed, unconfirmed, rejected or expired.</source>
        <translation>„{term}“ wird nicht verstanden: möglich sind ready, generating, waiting, failed, unconfirmed, rejected oder expired.</translation>
    </message>
    <message>
        <source>“{term}” is not understood: use favourite, rated, unrated, rejected or noted.</source>
        <translation>„{term}“ wird nicht verstanden: möglich sind favourite, rated, unrated, rejected oder noted.</translation>
    </message>
    <message>
        <source>“{term}” is not understood. Did you mean {meant}?</source>
        <translation>„{term}“ wird nicht verstanden. War {meant} gemeint?</translation>
    </message>
</context>
<context>
    <name>wording</name>
    <message>
        <source>Cover</source>
        <translation>Cover</translation>
    </message>
    <message>
        <source>No cover</source>
        <translation>Kein Cover</translation>
    </message>
    <message>
        <source>Job {id}</source>
        <translation>Auftrag {id}</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>Favorit</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Stars: {number}</source>
        <translation>Sterne: {number}</translation>
    </message>
    <message>
        <source>{bpm} BPM</source>
        <translation>{bpm} BPM</translation>
    </message>
    <message>
        <source>Note: {text}</source>
        <translation>Notiz: {text}</translation>
    </message>
    <message>
        <source>today at {time}</source>
        <translation>heute um {time}</translation>
    </message>
    <message>
        <source>Today {time}</source>
        <translation>Heute {time}</translation>
    </message>
    <message>
        <source>yesterday at {time}</source>
        <translation>gestern um {time}</translation>
    </message>
    <message>
        <source>Yesterday {time}</source>
        <translation>Gestern {time}</translation>
    </message>
    <message>
        <source>on {date} at {time}</source>
        <translation>am {date} um {time}</translation>
    </message>
    <message>
        <source>{number} s</source>
        <translation>{number} s</translation>
    </message>
    <message>
        <source>{number} min</source>
        <translation>{number} min</translation>
    </message>
    <message>
        <source>Waiting to send</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Wird gesendet</translation>
    </message>
    <message>
        <source>Unconfirmed</source>
        <translation>Unbestätigt</translation>
    </message>
    <message>
        <source>Generating</source>
        <translation>In Arbeit</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Abgelaufen</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>BPM</source>
        <translation>BPM</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>The service gave no reason.</source>
        <translation>Der Dienst hat keinen Grund genannt.</translation>
    </message>
    <message>
        <source>The service rejected this prompt.</source>
        <translation>Der Dienst hat diesen Prompt abgelehnt.</translation>
    </message>
    <message>
        <source>The service no longer knows this job.</source>
        <translation>Der Dienst kennt diesen Auftrag nicht mehr.</translation>
    </message>
    <message>
        <source>Sent, but the answer was lost: it may exist.</source>
        <translation>Gesendet, aber die Antwort ging verloren: Vielleicht gibt es ihn.</translation>
    </message>
    <message>
        <source>Describe the song first.</source>
        <translation>Zuerst den Song beschreiben.</translation>
    </message>
    <message>
        <source>A prompt can have {most} characters at most, and this one has {count}.</source>
        <translation>Ein Prompt fasst höchstens {most} Zeichen, dieser hat {count}.</translation>
    </message>
    <message>
        <source>The text holds a NUL character, which can&apos;t be sent.</source>
        <translation>Der Text enthält ein NUL-Zeichen, das sich nicht senden lässt.</translation>
    </message>
    <message>
        <source>The text holds half of a character. Type it again.</source>
        <translation>Der Text enthält ein halbes Zeichen. Bitte neu eintippen.</translation>
    </message>
    <message>
        <source>There is no API key yet. Add yours in Settings.</source>
        <translation>Noch kein API-Schlüssel. In den Einstellungen eintragen.</translation>
    </message>
    <message>
        <source>This can&apos;t be an API key: {reason}.</source>
        <translation>Das kann kein API-Schlüssel sein: {reason}.</translation>
    </message>
    <message>
        <source>The API address {url} can&apos;t be used: {reason}.</source>
        <translation>Die API-Adresse {url} ist nicht verwendbar: {reason}.</translation>
    </message>
    <message>
        <source>The service asks to wait. It goes on by itself.</source>
        <translation>Der Dienst bittet zu warten. Es geht von selbst weiter.</translation>
    </message>
    <message>
        <source>The service refuses this API key. It may have been replaced or have expired: copy the present one from your dashboard on whisul.com.</source>
        <translation>Der Dienst lehnt diesen API-Schlüssel ab. Vielleicht wurde er ersetzt oder ist abgelaufen: den aktuellen im Dashboard auf whisul.com kopieren.</translation>
    </message>
    <message>
        <source>The service&apos;s answer can&apos;t be read. Is there a sign-in page in the way?</source>
        <translation>Die Antwort des Dienstes ist nicht lesbar. Ist eine Anmeldeseite dazwischen?</translation>
    </message>
    <message>
        <source>A newer version of this app wrote the library: it is shown, not changed.</source>
        <translation>Die Bibliothek stammt von einer neueren Version dieser App: Sie wird gezeigt, nicht verändert.</translation>
    </message>
    <message>
        <source>The library on this computer is damaged.</source>
        <translation>Die Bibliothek auf diesem Computer ist beschädigt.</translation>
    </message>
    <message>
        <source>This job is in the library already.</source>
        <translation>Dieser Auftrag ist schon in der Bibliothek.</translation>
    </message>
    <message>
        <source>The disk is full: make some room, then it can be kept.</source>
        <translation>Das Laufwerk ist voll: Platz schaffen, dann kann es gesichert werden.</translation>
    </message>
    <message>
        <source>The library on this computer has a problem: {detail}</source>
        <translation>Die Bibliothek auf diesem Computer hat ein Problem: {detail}</translation>
    </message>
    <message>
        <source>This system has no keyring that could hold the key.</source>
        <translation>Dieses System hat keinen Schlüsselbund für den Schlüssel.</translation>
    </message>
    <message>
        <source>This system&apos;s keyring would keep the key in plain text: not used.</source>
        <translation>Der Schlüsselbund dieses Systems würde den Schlüssel offen lesbar ablegen: nicht verwendet.</translation>
    </message>
    <message>
        <source>The system keyring is locked. Unlock it and try again.</source>
        <translation>Der Schlüsselbund des Systems ist gesperrt. Entsperren und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>There is no keyring yet, and the window that makes one was closed. Try again and choose a password there.</source>
        <translation>Es gibt noch keinen Schlüsselbund, und das Fenster, das einen anlegt, wurde geschlossen. Noch einmal versuchen und dort ein Passwort wählen.</translation>
    </message>
    <message>
        <source>The system keyring does not answer.</source>
        <translation>Der Schlüsselbund des Systems antwortet nicht.</translation>
    </message>
    <message>
        <source>The system keyring failed.</source>
        <translation>Der Schlüsselbund des Systems meldet einen Fehler.</translation>
    </message>
    <message>
        <source>The service gave a link that is not safe to follow.</source>
        <translation>Der Dienst hat einen unsicheren Link genannt.</translation>
    </message>
    <message>
        <source>The link to this song is no longer valid.</source>
        <translation>Der Link zu diesem Song gilt nicht mehr.</translation>
    </message>
    <message>
        <source>The download was interrupted.</source>
        <translation>Der Download wurde unterbrochen.</translation>
    </message>
    <message>
        <source>The downloaded file is damaged. Fetch it again.</source>
        <translation>Die heruntergeladene Datei ist beschädigt. Noch einmal holen.</translation>
    </message>
    <message>
        <source>The file is far larger than a song or a cover: not fetched.</source>
        <translation>Die Datei ist viel größer als ein Song oder Cover: nicht geholt.</translation>
    </message>
    <message>
        <source>The file can&apos;t be written.</source>
        <translation>Die Datei lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>There is a file of that name already.</source>
        <translation>Eine Datei dieses Namens gibt es schon.</translation>
    </message>
    <message>
        <source>The file is no longer on this computer.</source>
        <translation>Die Datei ist nicht mehr auf diesem Computer.</translation>
    </message>
    <message>
        <source>The song is not on this computer yet.</source>
        <translation>Der Song ist noch nicht auf diesem Computer.</translation>
    </message>
    <message>
        <source>Waiting for an API key</source>
        <translation>Wartet auf einen API-Schlüssel</translation>
    </message>
    <message>
        <source>The service asks to wait {seconds} s</source>
        <translation>Der Dienst bittet, {seconds} s zu warten</translation>
    </message>
    <message>
        <source>Checking again in {seconds} s</source>
        <translation>Nächste Abfrage in {seconds} s</translation>
    </message>
    <message>
        <source>Checking now</source>
        <translation>Abfrage läuft</translation>
    </message>
    <message>
        <source>Offline, trying again in {seconds} s</source>
        <translation>Offline, nächster Versuch in {seconds} s</translation>
    </message>
    <message>
        <source>Offline, trying again now</source>
        <translation>Offline, neuer Versuch läuft</translation>
    </message>
    <message>
        <source>The service&apos;s answer was lost on the way.</source>
        <translation>Die Antwort des Dienstes ging verloren.</translation>
    </message>
    <message>
        <source>The service can&apos;t be reached. It is tried again.</source>
        <translation>Der Dienst ist nicht erreichbar. Es wird weiter versucht.</translation>
    </message>
    <message>
        <source>The service asks to wait {time}. It goes on by itself.</source>
        <translation>Der Dienst bittet, {time} zu warten. Es geht von selbst weiter.</translation>
    </message>
    <message>
        <source>{number} %</source>
        <translation>{number} %</translation>
    </message>
    <message>
        <source>Fetching {amount}</source>
        <translation>Wird geholt: {amount}</translation>
    </message>
    <message>
        <source>it contains {strange}</source>
        <translation>er enthält {strange}</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>das Feld ist leer</translation>
    </message>
    <message>
        <source>character {position} is a space</source>
        <translation>Zeichen {position} ist ein Leerzeichen</translation>
    </message>
    <message>
        <source>character {position} is a line break</source>
        <translation>Zeichen {position} ist ein Zeilenumbruch</translation>
    </message>
    <message>
        <source>character {position} is a tab</source>
        <translation>Zeichen {position} ist ein Tabulator</translation>
    </message>
    <message>
        <source>character {position} is an invisible character ({code})</source>
        <translation>Zeichen {position} ist unsichtbar ({code})</translation>
    </message>
    <message>
        <source>character {position} is an invisible character, {name} ({code})</source>
        <translation>Zeichen {position} ist unsichtbar, {name} ({code})</translation>
    </message>
    <message>
        <source>character {position} is “{character}”, {name} ({code})</source>
        <translation>Zeichen {position} ist „{character}“, {name} ({code})</translation>
    </message>
    <message>
        <source>it has {length} characters, more than {most}</source>
        <translation>{length} Zeichen sind mehr als {most}</translation>
    </message>
    <message>
        <source>its path contains &quot;.&quot; or &quot;..&quot;</source>
        <translation>ihr Pfad enthält „.“ oder „..“</translation>
    </message>
    <message>
        <source>its host or port is not valid</source>
        <translation>Host oder Port sind ungültig</translation>
    </message>
    <message>
        <source>port 0 does not exist</source>
        <translation>Port 0 gibt es nicht</translation>
    </message>
    <message>
        <source>it is longer than {most} characters</source>
        <translation>sie ist länger als {most} Zeichen</translation>
    </message>
    <message>
        <source>it contains {strange}, which does not belong in an address</source>
        <translation>{strange} gehört nicht in eine Adresse</translation>
    </message>
    <message>
        <source>it contains a query (&quot;?…&quot;)</source>
        <translation>sie enthält eine Abfrage („?…“)</translation>
    </message>
    <message>
        <source>it contains a fragment (&quot;#…&quot;)</source>
        <translation>sie enthält ein Fragment („#…“)</translation>
    </message>
    <message>
        <source>it has to start with https://</source>
        <translation>sie muss mit https:// anfangen</translation>
    </message>
    <message>
        <source>it contains a user name or password</source>
        <translation>sie enthält Benutzernamen oder Passwort</translation>
    </message>
    <message>
        <source>it has no host</source>
        <translation>ihr fehlt der Host</translation>
    </message>
    <message>
        <source>{host} is not a valid host</source>
        <translation>{host} ist kein gültiger Host</translation>
    </message>
    <message>
        <source>http:// would send the key unprotected; use https://</source>
        <translation>http:// würde den Schlüssel ungeschützt senden; https:// verwenden</translation>
    </message>
    <message>
        <source>The library is still being read. Please try again in a moment.</source>
        <translation>Die Bibliothek wird noch gelesen. Bitte gleich noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The library could not be read or written: {reason}.</source>
        <translation>Die Bibliothek ließ sich nicht lesen oder schreiben: {reason}.</translation>
    </message>
    <message>
        <source>The library could not be opened: {reason}.</source>
        <translation>Die Bibliothek ließ sich nicht öffnen: {reason}.</translation>
    </message>
    <message>
        <source>The settings could not be saved: {reason}.</source>
        <translation>Die Einstellungen ließen sich nicht speichern: {reason}.</translation>
    </message>
</context>
</TS>
