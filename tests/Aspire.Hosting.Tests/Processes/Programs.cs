using System.Collections.Concurrent;
using Aspire.Hosting.Engine.Processes;

namespace Aspire.Hosting.Tests.Processes;

/// <summary>Specifications of small programs, with their output kept.</summary>
internal sealed class Programs
{
    public ConcurrentQueue<(string Line, bool IsError)> Output { get; } = [];

    public IEnumerable<string> Lines => Output.Select(static entry => entry.Line);

    public ProcessSpec Shell(string script, params string[] arguments) => Program("sh", ["-c", script, "sh", .. arguments]);

    public ProcessSpec Program(string fileName, params string[] arguments) => new()
    {
        Name = "thing",
        FileName = fileName,
        Arguments = arguments,
        Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" },
        WorkingDirectory = "/",
        Output = (line, isError) => Output.Enqueue((line, isError)),
    };
}
