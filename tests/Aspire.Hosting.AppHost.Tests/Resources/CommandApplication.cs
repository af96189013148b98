using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Dashboard.Tests.Resources;

/// <summary>The running <see cref="CommandSample" /> with its dashboard, and somebody who is signed in.</summary>
public sealed class CommandApplication : IAsyncLifetime
{
    public CommandApplication() => Application = new DashboardedApplication(Sample.Add);

    internal CommandSample Sample { get; } = new();

    internal DashboardedApplication Application { get; }

    internal HttpClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Application.InitializeAsync();
        Client = await Application.Clients.SignInAsync();
        await BecomesAsync("server", KnownResourceStates.Running);
        await BecomesAsync("other", KnownResourceStates.Running);
    }

    public async Task DisposeAsync()
    {
        Sample.Gate.TrySetResult();
        await Application.DisposeAsync();
    }

    internal Task BecomesAsync(string resource, string state) => Application.App.ResourceNotifications.WaitForResourceAsync(resource, state).WaitAsync(TimeSpan.FromSeconds(30));
}
