using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Engine.Parameters;

/// <summary>Random values by the rules of <see cref="GenerateParameterDefault"/>.</summary>
internal static class PasswordGenerator
{
    // i, l and o are missing in both cases: they look like digits.
    private const string LowerCharacters = "abcdefghjkmnpqrstuvwxyz";
    private const string UpperCharacters = "ABCDEFGHJKMNPQRSTUVWXYZ";
    private const string NumericCharacters = "0123456789";

    // No character that separates parts of an address, a connection string or a command line.
    private const string SpecialCharacters = "-_.{}~()*+!";

    public static string Generate(GenerateParameterDefault rules)
    {
        (bool On, int Minimum, string Characters)[] classes =
        [
            (rules.Lower, rules.MinLower, LowerCharacters),
            (rules.Upper, rules.MinUpper, UpperCharacters),
            (rules.Numeric, rules.MinNumeric, NumericCharacters),
            (rules.Special, rules.MinSpecial, SpecialCharacters),
        ];
        if (classes.Any(c => c.Minimum < 0 || (!c.On && c.Minimum > 0)))
        {
            throw new ArgumentException("A minimum of characters must be 0 or more, and 0 where those characters are switched off.", nameof(rules));
        }

        var all = string.Concat(classes.Where(c => c.On).Select(c => c.Characters));
        if (all.Length == 0)
        {
            throw new ArgumentException("At least one kind of characters must be switched on.", nameof(rules));
        }

        var required = classes.SelectMany(c => RandomNumberGenerator.GetItems<char>(c.Characters, c.Minimum)).ToArray();
        var free = Math.Max(0, rules.MinLength - required.Length);
        char[] characters = [.. required, .. RandomNumberGenerator.GetItems<char>(all, free)];
        RandomNumberGenerator.Shuffle<char>(characters);
        return new string(characters);
    }
}
