using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MyArch.CloudDefaults.Storage;

/// <summary>Makes the names in a directory durable: a file that was renamed is on the disk under its old name until its directory is, too (fsync(2)).</summary>
internal static partial class DurableDirectory
{
    private const int ReadOnly = 0;

    // So that no child that is just being started inherits it: O_CLOEXEC of Linux and of macOS.
    private static readonly int CloseOnExec = OperatingSystem.IsMacOS() ? 0x100_0000 : 0x8_0000;

    /// <summary>Returns when the disk has the directory. Windows has no such call, and needs none.</summary>
    public static void Flush(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var directory = Open(path, ReadOnly | CloseOnExec);
        if (directory.IsInvalid)
        {
            throw new IOException($"The directory '{path}' cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}.");
        }

        RandomAccess.FlushToDisk(directory);
    }

    // The runtime's own way to open files refuses directories.
    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial SafeFileHandle Open(string path, int flags);
}
