using System.Text.RegularExpressions;

namespace MyArch.AppHost.Topology;

/// <summary>One environment as the section <c>Topology:Environments:{name}</c> of the configuration describes it.</summary>
internal sealed partial record TopologyEnvironment
{
    /// <summary>The environment's name, its key in the configuration: <c>dev</c>, <c>test</c>, <c>prod</c>.</summary>
    public string Name { get; init; } = "";

    public EnvironmentType Type { get; init; }

    /// <summary>The availability zones, in the order in which instances are placed.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>Whether the Postgres primary has a streaming read replica.</summary>
    public bool ReadReplica { get; init; }

    /// <summary>The instance type that instances report: a label, no machine has that size. Default <c>t3.micro</c>.</summary>
    public string InstanceType { get; init; } = "t3.micro";

    /// <summary>The version label that instances report, as an Elastic Beanstalk environment runs one version. Default <c>v1</c>.</summary>
    public string Version { get; init; } = "v1";

    /// <summary>The size of each auto scaling group by its name.</summary>
    public IReadOnlyDictionary<string, GroupSize> Groups { get; init; } = new Dictionary<string, GroupSize>();

    /// <summary>The size of one group.</summary>
    /// <exception cref="StartupException">The configuration has no size for it.</exception>
    public GroupSize SizeOf(string group) => Groups.TryGetValue(group, out var size)
        ? size
        : throw new StartupException($"The environment '{Name}' has no size for the group '{group}'. Set Topology:Environments:{Name}:Groups:{group}:Min, Desired and Max.");

    /// <summary>Everything that is wrong with this environment, in words; empty if nothing is.</summary>
    public IEnumerable<string> Problems()
    {
        if (!EnvironmentName().IsMatch(Name))
        {
            yield return $"the name '{Name}' is not 1 to 20 lower-case letters, digits or dashes: it is part of folder and volume names";
        }

        if (Zones.Count == 0 || Zones.Distinct(StringComparer.Ordinal).Count() != Zones.Count || Zones.Any(zone => !ZoneName().IsMatch(zone)))
        {
            yield return $"Zones is [{string.Join(", ", Zones)}]: one lower-case letter for each zone, each once, is needed for instance names";
        }

        foreach (var (group, size) in Groups)
        {
            if (size.Min < 1 || size.Desired < size.Min || size.Max < size.Desired)
            {
                yield return $"Groups:{group} has Min {size.Min}, Desired {size.Desired}, Max {size.Max}: 1 <= Min <= Desired <= Max does not hold";
            }
            else if (Type == EnvironmentType.SingleInstance && size.Max != 1)
            {
                yield return $"Groups:{group} has Max {size.Max}: a SingleInstance environment has one instance";
            }
        }
    }

    [GeneratedRegex("^[a-z0-9-]{1,20}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EnvironmentName();

    [GeneratedRegex("^[a-z]$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ZoneName();
}
