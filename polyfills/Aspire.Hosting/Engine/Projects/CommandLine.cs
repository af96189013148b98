using System.Text;

namespace Aspire.Hosting.Engine.Projects;

internal static class CommandLine
{
    /// <summary>Splits at blanks; double quotes keep blanks, and a backslash keeps a quote.</summary>
    public static IEnumerable<string> Split(string line)
    {
        var current = new StringBuilder();
        var isQuoted = false;
        var hasContent = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '\\' && i + 1 < line.Length && line[i + 1] == '"')
            {
                current.Append(line[++i]);
            }
            else if (c == '"')
            {
                isQuoted = !isQuoted;
                hasContent = true;
            }
            else if (char.IsWhiteSpace(c) && !isQuoted)
            {
                if (current.Length > 0 || hasContent)
                {
                    yield return current.ToString();
                }

                current.Clear();
                hasContent = false;
            }
            else
            {
                current.Append(c);
            }
        }

        if (current.Length > 0 || hasContent)
        {
            yield return current.ToString();
        }
    }
}
