namespace Aspire.Hosting.ApplicationModel;

/// <summary>Names of properties in snapshots.</summary>
internal static class KnownProperties
{
    public const string ConnectionString = "resource.connectionString";
    public const string WaitingFor = "resource.waitingFor";
    public const string ParameterValue = "Value";
    public const string ContainerImage = "container.image";
    public const string ContainerArguments = "container.args";
    public const string ExecutablePath = "executable.path";
    public const string ExecutableWorkingDirectory = "executable.workDir";
    public const string ExecutableArguments = "executable.args";
    public const string ExecutablePid = "executable.pid";
    public const string ProjectPath = "project.path";
}
