using System.Runtime.InteropServices;

namespace Aspire.Hosting.Engine.Processes;

/// <summary>Sends signals to processes and to process groups; a receiver that is gone is no error.</summary>
internal static class PosixSignals
{
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Kill = 9;
    public const int Terminate = 15;

    /// <summary>What a shell adds to a signal's number to make the exit code of the process that it ended.</summary>
    public const int ExitCodeBase = 128;

    /// <summary>The name without SIG, as <c>setpriv</c> wants it.</summary>
    public static string NameOf(int signal) => signal switch
    {
        Interrupt => "INT",
        Quit => "QUIT",
        Kill => "KILL",
        Terminate => "TERM",
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "A signal that the engine does not use."),
    };

    public static void SendToProcess(int processId, int signal) => _ = SendSignal(processId, signal);

    /// <summary>Sends to every process of the group that <paramref name="leaderId"/> leads or led.</summary>
    public static void SendToGroup(int leaderId, int signal) => _ = SendSignal(-leaderId, signal);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int target, int signal);
}
