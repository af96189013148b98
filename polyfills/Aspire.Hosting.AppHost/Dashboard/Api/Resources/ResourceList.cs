namespace Aspire.Hosting.Dashboard.Api.Resources;

internal sealed record ResourceList(IReadOnlyList<ResourceState> Items);
