using MyArch.ServiceDefaults;
using MyArch.Worker.Daemon.Receiving;

namespace MyArch.Worker.Daemon.Control;

/// <summary>The daemon as its control sees it.</summary>
/// <param name="InFlight">Messages that were received, and are neither deleted nor given back.</param>
/// <param name="Paused">Whether nothing new is pulled.</param>
internal sealed record InstanceState(string Id, string Zone, string Type, string Version, int InFlight, bool Paused)
{
    public static InstanceState Of(InstanceOptions instance, Intake intake, Work work) =>
        new(instance.Id, instance.Zone, instance.Type, instance.Version, work.InFlight, intake.IsPaused);
}
