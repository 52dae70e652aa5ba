; The Windows installer, for Inno Setup 6.3 or newer: build.ps1 starts it with /DVersion=…
; For one user, without an administrator; songs and settings stay when the app is removed.

#define Name "Whisul Desktop"
#define Program "whisul-desktop.exe"

[Setup]
AppId={{6D0B6C57-5B7C-4A0E-9C55-0F6A5C9B7E21}
AppName={#Name}
AppVersion={#Version}
AppPublisher=The makers of Whisul Desktop
AppPublisherURL=https://whisul.com
DefaultDirName={autopf}\{#Name}
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\resources\icons\app\app.ico
UninstallDisplayIcon={app}\{#Program}
OutputDir=..\..\dist
OutputBaseFilename=whisul-desktop-{#Version}-windows-x64-setup
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
CloseApplications=yes

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked

[InstallDelete]
; an older version's files: nothing of the user's is in there
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\..\dist\whisul-desktop\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs

[Icons]
Name: "{autoprograms}\{#Name}"; Filename: "{app}\{#Program}"; AppUserModelID: "com.whisul.desktop"
Name: "{autodesktop}\{#Name}"; Filename: "{app}\{#Program}"; Tasks: desktopicon; AppUserModelID: "com.whisul.desktop"

[Registry]
; the start with the session, which the app's settings turn on
Root: HKCU; Subkey: "Software\Microsoft\Windows\CurrentVersion\Run"; ValueType: none; ValueName: "Whisul"; Flags: dontcreatekey uninsdeletevalue

[Run]
Filename: "{app}\{#Program}"; Description: "{cm:LaunchProgram,{#Name}}"; Flags: nowait postinstall skipifsilent
