using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard.Tests.Api.Resources;

/// <summary>An application with what scripts ask about: output, a secret, commands, a child, and resources that wait to be started.</summary>
public sealed class TalkingApplication : IAsyncLifetime
{
    internal DashboardedApplication Application { get; } = new(static builder =>
    {
        var talker = DashboardedApplication.AddScript(builder, "talker", "printf '\\033[32mready\\033[0m\\n'; echo oops >&2; exec sleep 1000")
            .WithHttpEndpoint(isProxied: false)
            .WithEnvironment("PASSWORD", "tops-secret");
        talker.WithCommand("greet", "Greet", static _ => Task.FromResult(new ExecuteCommandResult { Success = true, Message = "Hello." }));
        talker.WithCommand("fail", "Fail", static _ => Task.FromResult(new ExecuteCommandResult { Success = false, Message = "It is broken." }));
        DashboardedApplication.AddScript(builder, "later", "exec sleep 1000").WithExplicitStart();
        DashboardedApplication.AddScript(builder, "never", "exec sleep 1000").WithExplicitStart();
        DashboardedApplication.AddScript(builder, "child", "exit 3").WithParentRelationship(talker);
    });

    public Task InitializeAsync() => Application.InitializeAsync();

    public Task DisposeAsync() => Application.DisposeAsync().AsTask();
}
