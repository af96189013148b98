using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace Aspire.Hosting.Engine.Processes;

/// <summary>Asks the system about the reading end of a pipe, without reading.</summary>
internal static class PipePoll
{
    private const short Readable = 1;

    /// <summary>Whether a pipe is empty and its other end is open: whoever holds it says nothing. A pipe with data, or at its end, is neither, however long its reader is not given the time to read.</summary>
    public static bool IsHeldOpenInSilence(Stream stream)
    {
        if (stream is not PipeStream { SafePipeHandle: { IsClosed: false } handle })
        {
            return false;
        }

        var isHeld = false;
        try
        {
            handle.DangerousAddRef(ref isHeld);
            var file = new PollFile { Descriptor = handle.DangerousGetHandle().ToInt32(), Events = Readable };
            return Poll(ref file, 1, 0) == 0;
        }
        finally
        {
            if (isHeld)
            {
                handle.DangerousRelease();
            }
        }
    }

    [DllImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll(ref PollFile files, nuint count, int timeoutMilliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollFile
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
