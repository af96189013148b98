using Microsoft.Extensions.Options;
using MyArch.Gateway.Routing;

namespace MyArch.Gateway.Targets;

/// <summary>Every target group that the route table names must be configured.</summary>
internal sealed class RoutedGroups(RouteTable routes) : IValidateOptions<TargetGroupsOptions>
{
    public ValidateOptionsResult Validate(string? name, TargetGroupsOptions options)
    {
        string[] missing = [.. routes.Groups.Where(group => !options.ContainsKey(group))
            .Select(static group => $"{TargetGroupsOptions.Section}:{group}: is missing: the route table sends requests to this group")];
        return missing.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(missing);
    }
}
