using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace MyArch.Testing;

/// <summary>A database server as a process of a test, with its children: it can be stopped in every way that servers stop.</summary>
internal sealed partial class ServerProcess
{
    private const int Interrupt = 2;
    private const int KillSignal = 9;
    private const int Continue = 18;
    private const int Stop = 19;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly string _log;

    private ServerProcess(Process process, string log)
    {
        (_process, _log) = (process, log);
        // A test run that is cut short leaves nothing behind.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Kill();
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What it has printed.</summary>
    public string Log => File.Exists(_log) ? File.ReadAllText(_log) : "";

    /// <summary>Starts a program, as the user postgres if the test runs as root and <paramref name="asPostgres"/> says so. Its output goes to the file.</summary>
    public static ServerProcess Start(string log, bool asPostgres, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
        string[] user = asPostgres && Environment.UserName == "root" ? ["setpriv", "--reuid", "postgres", "--regid", "postgres", "--init-groups"] : [];
        // exec: the process started is the server itself. The log belongs to whoever runs the test.
        foreach (var argument in (string[])["-c", "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null", "sh", log, .. user, program, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        start.WorkingDirectory = "/";
        start.Environment["LC_ALL"] = "C";
        return new ServerProcess(Process.Start(start)!, log);
    }

    /// <summary>Runs a program to its end.</summary>
    public static void Run(string log, bool asPostgres, string program, params string[] arguments)
    {
        var server = Start(log, asPostgres, program, arguments);
        server._process.WaitForExit();
        server._process.ExitCode.ShouldBe(0, $"{program}: {server.Log}");
    }

    /// <summary>Stops every process of the server where it is: connections are accepted by the kernel, and nothing answers.</summary>
    public void Hang()
    {
        HoldParent();
        Family().ForEach(static id => _ = Send(id, Stop));
    }

    /// <summary>Lets it go on.</summary>
    public void Resume() => Family().ForEach(static id => _ = Send(id, Continue));

    /// <summary>Ends it in an orderly way, connections included.</summary>
    public void Shutdown()
    {
        if (!_process.HasExited)
        {
            Resume();
            _ = Send(_process.Id, Interrupt);
            _process.WaitForExit();
        }
    }

    /// <summary>Ends it as a power cut does.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
        {
            HoldParent();
            var all = Family();
            all.ForEach(static id => _ = Send(id, KillSignal));
            _process.WaitForExit();
            // Its children are nobody's to wait for; while one is going, the server cannot be started again.
            SpinWait.SpinUntil(() => !all.Exists(IsAlive), Patience);
        }
    }

    // A parent that stands still makes no child that the list of its children lacks, and neither restarts nor reaps one.
    private void HoldParent()
    {
        if (Send(_process.Id, Stop) == 0)
        {
            SpinWait.SpinUntil(() => Stat(_process.Id) is not [not ("T" or "Z"), ..], Patience);
        }
    }

    private List<int> Family() => [_process.Id, .. Directory.EnumerateDirectories("/proc")
        .Select(static folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
        .Where(id => id > 0 && ParentOf(id) == _process.Id)];

    private static int ParentOf(int id) => Stat(id) is [_, var parent, ..] ? int.Parse(parent, CultureInfo.InvariantCulture) : 0;

    private static bool IsAlive(int id) => Stat(id) is [not "Z", ..];

    // State, parent and more; nothing when it has just ended.
    private static string[] Stat(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Send(int pid, int signal);
}
