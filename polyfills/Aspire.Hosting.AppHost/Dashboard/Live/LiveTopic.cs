namespace Aspire.Hosting.Dashboard.Live;

/// <summary>Something that pages follow. A part registers one for each of its stores: <c>services.AddSingleton(s => new LiveTopic("traces", () => store.Version))</c>.</summary>
/// <param name="Name">What pages call it.</param>
/// <param name="Version">Grows with each change.</param>
internal sealed record LiveTopic(string Name, Func<long> Version);
