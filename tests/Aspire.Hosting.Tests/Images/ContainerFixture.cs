using System.Collections.Concurrent;
using Aspire.Hosting.Engine.Images;
using Aspire.Hosting.Engine.Processes;
using Aspire.Hosting.Engine.Proxies;

namespace Aspire.Hosting.Tests.Images;

/// <summary>One container of a test: a launcher, a volume, a scratch folder and a port.</summary>
internal sealed class ContainerFixture : IAsyncDisposable
{
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(20);

    private readonly TemporaryDirectory _folder = new();

    public ContainerFixture() => Directory.CreateDirectory(Volume);

    public ProcessLauncher Launcher { get; private set; } = new();

    public string Folder => _folder.Path;

    public string Volume => _folder.Combine("volumes", "data");

    public int Port { get; } = LoopbackPorts.Allocate();

    public ConcurrentQueue<string> Output { get; } = [];

    /// <summary>A container with an empty scratch folder, the volume at <paramref name="dataPath"/> and the port.</summary>
    public NativeContainer Container(string image, string tag, string dataPath, int port)
    {
        var scratch = _folder.Combine("scratch");
        if (Directory.Exists(scratch))
        {
            Directory.Delete(scratch, recursive: true);
        }

        Directory.CreateDirectory(scratch);
        return new NativeContainer
        {
            Name = "thing",
            Image = image,
            Tag = tag,
            Mounts = [new NativeMount(Volume, dataPath, IsReadOnly: false)],
            Ports = new Dictionary<int, int> { [port] = Port },
            ScratchDirectory = scratch,
            Output = (line, _) => Output.Enqueue(line),
        };
    }

    /// <summary>A file beside the volume, with its folder.</summary>
    public string Write(string path, string content, bool isExecutable = false)
    {
        var full = _folder.Combine(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
        if (isExecutable)
        {
            File.SetUnixFileMode(full, File.GetUnixFileMode(full) | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }

        return full;
    }

    public static Task StopAsync(ChildProcess child) => child.StopAsync(StopGrace, CancellationToken.None);

    /// <summary>Kills everything that was started, as the host's death does, and begins anew.</summary>
    public async Task KillHostAsync()
    {
        await Launcher.DisposeAsync();
        Launcher = new ProcessLauncher();
    }

    public async ValueTask DisposeAsync()
    {
        await Launcher.DisposeAsync();
        _folder.Dispose();
    }
}
