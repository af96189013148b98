namespace Aspire.Hosting;

internal static class EnvironmentVariableName
{
    /// <summary>Turns a name of the model into part of a variable's name: everything but ASCII letters and digits becomes an underscore.</summary>
    public static string Encode(string name)
    {
        var encoded = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return encoded.Length > 0 && char.IsAsciiDigit(encoded[0]) ? $"_{encoded}" : encoded;
    }
}
