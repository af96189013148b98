namespace MyArch.Gateway.Internal;

/// <summary>The target groups, as <c>GET /elb/target-groups</c> answers; there is never a next page.</summary>
internal sealed record TargetGroupList(IReadOnlyList<TargetGroupItem> Items, string? Next);
