using System.Globalization;
using System.Text.RegularExpressions;
using Aspire.Hosting.Engine.Processes;

namespace Aspire.Hosting.Engine.Images;

/// <summary>Compares an image's tag with the version of the program that stands in for it.</summary>
internal static partial class ImageVersion
{
    /// <summary>The major version that a tag asks for: 7 for <c>7.2.5-alpine</c>; null for a tag without a number, such as <c>latest</c>, which any version satisfies.</summary>
    public static int? MajorOfTag(string tag) => LeadingNumber().Match(tag) is { Success: true } match ? int.Parse(match.ValueSpan, CultureInfo.InvariantCulture) : null;

    /// <summary>Asks <paramref name="program"/> for its version.</summary>
    /// <exception cref="DistributedApplicationException">It does not say.</exception>
    public static async Task<int> MajorOfProgramAsync(ProcessLauncher launcher, NativeContainer container, string program, CancellationToken cancellationToken)
    {
        var result = await launcher.RunAsync(
            new ProcessSpec
            {
                Name = container.Name,
                FileName = program,
                Arguments = ["--version"],
                Environment = new Dictionary<string, string> { ["LC_ALL"] = "C" },
                WorkingDirectory = "/",
            },
            cancellationToken);
        return FirstNumber().Match(result.StandardOutput) is { Success: true } match
            ? int.Parse(match.ValueSpan, CultureInfo.InvariantCulture)
            : throw new DistributedApplicationException($"Resource '{container.Name}': '{program} --version' did not tell its version. It said: {result.LastLines}");
    }

    /// <summary>The error for a program of another major version than the tag's.</summary>
    public static DistributedApplicationException Mismatch(NativeContainer container, string found, int foundMajor) => new(
        $"Resource '{container.Name}' asks for the container image '{container.Image}:{container.Tag}', but this machine has {found}. "
        + $"Ask for its version with WithImageTag(\"{foundMajor}\"), install the version that is asked for, "
        + "or use the real Aspire packages (UsePolyfills=false) with a container runtime.");

    [GeneratedRegex(@"^\d{1,6}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LeadingNumber();

    [GeneratedRegex(@"\d{1,6}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstNumber();
}
