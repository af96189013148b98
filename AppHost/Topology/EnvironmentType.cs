namespace MyArch.AppHost.Topology;

/// <summary>The two kinds of Elastic Beanstalk environment (option <c>EnvironmentType</c>).</summary>
internal enum EnvironmentType
{
    /// <summary>One instance of each group, minimum and maximum 1.</summary>
    SingleInstance,

    /// <summary>Groups that scale between their minimum and maximum, spread over the zones.</summary>
    LoadBalanced,
}
