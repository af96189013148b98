using System.Globalization;

namespace Aspire.Hosting.Engine.Processes;

/// <summary>
/// The programs that a child becomes one after the other, each by exec, so that the process id stays the same: <c>setsid</c> takes it out of the
/// terminal's reach (Ctrl+C is the host's to handle) and makes it the leader of a group that can be killed as a whole, <c>setpriv</c> changes the
/// user and has the kernel kill it when the host is gone, and the program itself runs last. No shell: a shell drops variables whose names are no identifiers.
/// </summary>
internal static class CommandChain
{
    private const string SystemPath = "/usr/bin:/bin:/usr/sbin:/sbin";

    /// <exception cref="DistributedApplicationException">The program, the user or one of the chain's programs is missing.</exception>
    public static IReadOnlyList<string> For(ProcessSpec spec)
    {
        var program = ExecutableSearch.Require(spec.Name, spec.FileName, spec.Environment.GetValueOrDefault("PATH") ?? ExecutableSearch.HostPath);
        List<string> chain =
        [
            ExecutableSearch.Require(spec.Name, "setsid", SystemPath),
            ExecutableSearch.Require(spec.Name, "setpriv", SystemPath),
            "--pdeathsig", PosixSignals.NameOf(spec.DeathSignal),
        ];
        if (spec.User is { } user)
        {
            chain.AddRange(ChangeOfUser(spec.Name, user));
        }

        return [.. chain, "--", program, .. spec.Arguments];
    }

    private static string[] ChangeOfUser(string resourceName, string user)
    {
        var account = UserAccount.Find(user)
            ?? throw new DistributedApplicationException($"Resource '{resourceName}' runs as user '{user}', which this machine does not have. Create it with: adduser --system --group {user}");
        if (!Environment.IsPrivilegedProcess)
        {
            return account.Name == Environment.UserName
                ? []
                : throw new DistributedApplicationException($"Resource '{resourceName}' runs as user '{user}', which only root can start. Start the host as root or as '{user}'.");
        }

        return
        [
            "--reuid", account.UserId.ToString(CultureInfo.InvariantCulture),
            "--regid", account.GroupId.ToString(CultureInfo.InvariantCulture),
            "--init-groups",
        ];
    }
}
