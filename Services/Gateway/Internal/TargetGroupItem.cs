namespace MyArch.Gateway.Internal;

/// <summary>A target group as callers see it.</summary>
internal sealed record TargetGroupItem(string Name, IReadOnlyList<TargetItem> Targets);
