using System.Globalization;

namespace Aspire.Hosting.Engine.Processes;

/// <summary>A user of this machine, as /etc/passwd has it.</summary>
internal sealed record UserAccount(string Name, int UserId, int GroupId, string Home)
{
    private const string AccountFile = "/etc/passwd";

    /// <summary>The account of that name or numeric id, or null. What follows a colon (<c>user:group</c>) is the group, and left aside: a process gets the groups of its user.</summary>
    public static UserAccount? Find(string user)
    {
        var wanted = user.Split(':')[0];
        return File.ReadLines(AccountFile)
            .Select(static line => line.Split(':'))
            .Where(fields => fields.Length >= 6 && (fields[0] == wanted || fields[2] == wanted))
            .Select(static fields => new UserAccount(
                fields[0], int.Parse(fields[2], CultureInfo.InvariantCulture), int.Parse(fields[3], CultureInfo.InvariantCulture), fields[5]))
            .FirstOrDefault();
    }
}
