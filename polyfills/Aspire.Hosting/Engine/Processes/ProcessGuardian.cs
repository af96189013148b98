using System.Diagnostics;
using System.Globalization;

namespace Aspire.Hosting.Engine.Processes;

/// <summary>
/// A tiny process that outlives the host for a moment and leaves nothing behind. The kernel kills the host's direct children when the host dies
/// (PR_SET_PDEATHSIG); the guardian kills what that cannot reach: children of children, and a child whose host died before it could ask the kernel.
/// It reads the ids of living process groups from a pipe that only the host holds. When the pipe ends, it kills those groups, and then, again and
/// again until there is none, every process that has the launcher's mark in its environment. The pipe ends only when every child has passed its
/// first exec (until then the child holds a copy), so each has the mark by then.
/// </summary>
internal sealed class ProcessGuardian : IAsyncDisposable
{
    /// <summary>The environment variable that marks every process of one launcher.</summary>
    public const string Mark = "ASPIRE_LAUNCHER";

    // A group is reported as ended right after its leader was reaped, so an id that the kernel has given to somebody else is never among them for long.
    private const string Script = """
        exec >/dev/null 2>&1
        groups=' '
        asked=' '
        while read -r operation id signal; do
            case "$operation" in
                started)
                    groups="$groups$id "
                    [ "$signal" = 9 ] || asked="$asked$id:$signal " ;;
                ended)
                    case "$groups" in *" $id "*) groups="${groups%%" $id "*} ${groups#*" $id "}" ;; esac
                    case "$asked" in *" $id:"*) rest="${asked#*" $id:"}"; asked="${asked%%" $id:"*} ${rest#* }" ;; esac ;;
            esac
        done
        for entry in $asked; do kill -"${entry#*:}" "${entry%:*}"; done
        for id in $groups; do
            case "$asked" in *" $id:"*) ;; *) kill -KILL -- "-$id" ;; esac
        done
        round=0
        while [ "$round" -lt 20 ]; do
            living=
            for entry in $asked; do kill -0 "${entry%:*}" && living=yes; done
            [ -n "$living" ] || break
            sleep 0.05
            round=$((round + 1))
        done
        for id in $groups; do kill -KILL -- "-$id"; done
        round=0
        while [ "$round" -lt 50 ]; do
            left=$(grep -lszFx -- "$1" /proc/[0-9]*/environ)
            [ -n "$left" ] || exit 0
            for file in $left; do id=${file#/proc/}; kill -KILL "${id%/environ}"; done
            round=$((round + 1))
        done
        """;

    private static readonly TimeSpan ExitGrace = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly Lock _gate = new();

    private ProcessGuardian(Process process, string mark)
    {
        _process = process;
        MarkValue = mark;
    }

    /// <summary>The value of <see cref="Mark"/> for this launcher's children.</summary>
    public string MarkValue { get; }

    public static ProcessGuardian Start()
    {
        var mark = Guid.NewGuid().ToString("N");
        var start = new ProcessStartInfo("/usr/bin/setsid")
        {
            ArgumentList = { "/bin/sh", "-c", Script, "guardian", $"{Mark}={mark}" },
            WorkingDirectory = "/",
            UseShellExecute = false,
            RedirectStandardInput = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/bin:/bin";
        var process = Process.Start(start) ?? throw new InvalidOperationException("The guardian of the child processes could not be started.");
        return new ProcessGuardian(process, mark);
    }

    /// <param name="groupId">The group and its leader.</param>
    /// <param name="deathSignal">What the leader gets first when the host has died.</param>
    public void Started(int groupId, int deathSignal) => Tell(string.Create(CultureInfo.InvariantCulture, $"started {groupId} {deathSignal}"));

    public void Ended(int groupId) => Tell(string.Create(CultureInfo.InvariantCulture, $"ended {groupId}"));

    /// <summary>Lets the guardian clean up and end.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _process.StandardInput.Close();
        }

        using var limit = new CancellationTokenSource(ExitGrace);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private void Tell(string message)
    {
        lock (_gate)
        {
            try
            {
                _process.StandardInput.Write(message + "\n");
                _process.StandardInput.Flush();
            }
            catch (Exception exception) when (exception is IOException or ObjectDisposedException)
            {
                // Somebody killed the guardian, or the launcher is gone: direct children are still the kernel's to kill.
                return;
            }
        }
    }
}
