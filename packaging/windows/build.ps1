# Builds the bundle and its installer from the locked packages into dist\. Needs Python 3.11-3.13
# and, for the installer, Inno Setup 6.3:
#
#   pwsh packaging/windows/build.ps1
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true # a program that fails ends this, too (pwsh 7.4)

Set-Location (Join-Path $PSScriptRoot '..\..')
$python = 'build\venv\Scripts\python.exe'
if (-not (Test-Path $python)) { python -m venv build\venv }
& $python -m pip install --quiet --require-hashes --requirement packaging\requirements-bundle.lock
& $python -m pip install --quiet --no-deps --no-build-isolation --editable .

$env:PYTHONHASHSEED = '1'
& $python -m PyInstaller --noconfirm --clean --log-level WARN --workpath build\pyinstaller --distpath dist packaging\bundle.spec

$version = & $python -c 'import whisul_desktop; print(whisul_desktop.__version__)'
$iscc = (Get-Command iscc -ErrorAction SilentlyContinue)?.Source
if (-not $iscc) { $iscc = "${env:ProgramFiles(x86)}\Inno Setup 6\ISCC.exe" }
& $iscc /Qp "/DVersion=$version" packaging\windows\whisul-desktop.iss
