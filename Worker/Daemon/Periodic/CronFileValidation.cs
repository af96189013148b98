using Microsoft.Extensions.Options;

namespace MyArch.Worker.Daemon.Periodic;

/// <summary>A file of periodic tasks that is wrong keeps the daemon from starting, as any option does.</summary>
internal sealed class CronFileValidation : IValidateOptions<SqsdOptions>
{
    public ValidateOptionsResult Validate(string? name, SqsdOptions options)
    {
        var errors = CronFile.Read(options.CronFile).Errors;
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors.Select(error => $"{SqsdOptions.Section}:{nameof(SqsdOptions.CronFile)}: {options.CronFile}: {error}"));
    }
}
