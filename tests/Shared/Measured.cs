using System.Globalization;

namespace MyArch.Testing;

/// <summary>One measurement.</summary>
/// <param name="Instrument">The instrument's name.</param>
/// <param name="Value">The value.</param>
/// <param name="Attributes">Its attributes, each <c>name=value</c>, in their order.</param>
internal sealed record Measured(string Instrument, double Value, IReadOnlyList<string> Attributes)
{
    /// <summary>The line <c>instrument value name=value …</c>.</summary>
    public override string ToString() => string.Join(' ', [Instrument, Value.ToString(CultureInfo.InvariantCulture), .. Attributes]);
}
