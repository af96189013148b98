using Aspire.Hosting.Dashboard.Assets;

namespace Aspire.Hosting.Dashboard.Tests.Traces;

/// <summary>A dashboard, and one browser without a window that is signed in: logins are limited, and tests are many.</summary>
public sealed class SignedIn : IAsyncLifetime
{
    internal Dashboard Dashboard { get; } = new();

    internal HttpClient Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Dashboard.InitializeAsync();
        Browser = await Dashboard.Clients.SignInAsync();
        // Pages are tested as they are with updates.
        await Dashboard.Get<NpmFiles>().Pulled;
    }

    public Task DisposeAsync() => Dashboard.DisposeAsync().AsTask();

    internal T Get<T>()
        where T : notnull => Dashboard.Get<T>();
}
