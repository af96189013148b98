namespace MyArch.Gateway.Internal;

/// <summary>A target as callers see it: <paramref name="State"/> is initial, healthy, unhealthy, draining or unused; a healthy one has no reason.</summary>
internal sealed record TargetItem(string Id, string Address, string Zone, string State, string? Reason, int InFlight);
