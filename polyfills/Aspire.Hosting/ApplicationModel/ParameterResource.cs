using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value from outside the model: configuration, the secret store, or a generator.</summary>
[DebuggerDisplay("Parameter {Name}, secret {Secret}")]
public class ParameterResource : Resource, IExpressionValue
{
    private readonly Lazy<string> _value;

    /// <param name="name">The parameter's name; its configuration key is <c>Parameters:name</c>.</param>
    /// <param name="callback">Finds the value, once; it is given <see cref="Default"/>.</param>
    /// <param name="secret">Whether the value is hidden wherever the host writes.</param>
    public ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(callback);
        _value = new Lazy<string>(() => callback(Default));
        Secret = secret;
    }

    /// <summary>What makes the value when nobody gave one.</summary>
    public ParameterDefault? Default { get; set; }

    public bool Secret { get; }

    /// <summary>Whether the value is looked up under <c>ConnectionStrings:</c> instead of <c>Parameters:</c>.</summary>
    public bool IsConnectionString { get; set; }

    public string ValueExpression => IsConnectionString ? $"{{{Name}.connectionString}}" : $"{{{Name}.value}}";

    /// <exception cref="DistributedApplicationException">There is no value; the message names the key to set.</exception>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => ValueTask.FromResult<string?>(_value.Value);

    [SuppressMessage("Naming", "CA1725", Justification = "The original's parameter has this name.")]
    public ValueTask<string?> GetValueAsync(ValueProviderContext _, CancellationToken cancellationToken) => GetValueAsync(cancellationToken);
}
