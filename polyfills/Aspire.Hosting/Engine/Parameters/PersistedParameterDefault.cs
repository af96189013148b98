using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine.Store;

namespace Aspire.Hosting.Engine.Parameters;

internal sealed class PersistedParameterDefault(SecretStore secrets, string key, ParameterDefault inner) : ParameterDefault
{
    public override string GetDefaultValue() => secrets.GetOrAdd(key, inner.GetDefaultValue);
}
