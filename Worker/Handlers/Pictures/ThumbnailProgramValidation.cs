using Microsoft.Extensions.Options;

namespace MyArch.Worker.Handlers.Pictures;

/// <summary>The programs that thumbnails need, looked for before the first picture comes.</summary>
internal sealed class ThumbnailProgramValidation : IValidateOptions<ThumbnailOptions>
{
    /// <summary>Runs another program with limits; part of util-linux.</summary>
    public const string Limiter = "prlimit";

    public ValidateOptionsResult Validate(string? name, ThumbnailOptions options)
    {
        List<string> errors = [];
        if (!IsThere(options.Program))
        {
            errors.Add($"{ThumbnailOptions.Section}:{nameof(ThumbnailOptions.Program)}: {options.Program} is not installed (Debian: libvips-tools): no thumbnail could be made");
        }

        if (!IsThere(Limiter))
        {
            errors.Add($"{ThumbnailOptions.Section}: {Limiter} is not installed (Debian: util-linux): a picture could take all memory");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static bool IsThere(string program) => program.Contains('/', StringComparison.Ordinal)
        ? File.Exists(program)
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
