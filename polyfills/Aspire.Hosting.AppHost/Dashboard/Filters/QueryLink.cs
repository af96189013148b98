using System.Text;

namespace Aspire.Hosting.Dashboard.Filters;

/// <summary>An address with its query string, made of what is set.</summary>
internal sealed class QueryLink(string path)
{
    private readonly StringBuilder _text = new(path);
    private bool _hasAny;

    public QueryLink With(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            _text.Append(_hasAny ? '&' : '?').Append(name).Append('=').Append(Uri.EscapeDataString(value));
            _hasAny = true;
        }

        return this;
    }

    public QueryLink With(string name, IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            With(name, value);
        }

        return this;
    }

    public override string ToString() => _text.ToString();
}
