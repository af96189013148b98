using Aspire.Hosting.Engine.Parameters;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A random value from a cryptographic source, without characters that are easily confused or that a shell, an address or a connection string treats specially.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    /// <summary>The number of characters, unless the minimums below ask for more.</summary>
    /// <value>The default value is 22, about 135 bits.</value>
    public int MinLength { get; set; } = 22;

    public bool Lower { get; set; } = true;

    public bool Upper { get; set; } = true;

    public bool Numeric { get; set; } = true;

    public bool Special { get; set; } = true;

    public int MinLower { get; set; }

    public int MinUpper { get; set; }

    public int MinNumeric { get; set; }

    public int MinSpecial { get; set; }

    /// <exception cref="ArgumentException">A minimum is set for characters that are switched off, or all are switched off.</exception>
    public override string GetDefaultValue() => PasswordGenerator.Generate(this);
}
