namespace Aspire.Hosting;

/// <summary>What a project's resource takes from the project's own settings.</summary>
public class ProjectResourceOptions
{
    /// <summary>The launch profile to use; null is the host's own profile's name if the project has it, else the project's first.</summary>
    public string? LaunchProfileName { get; set; }

    /// <summary>Whether launch profiles are ignored.</summary>
    public bool ExcludeLaunchProfile { get; set; }
}
