using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace MyArch.ServiceDefaults;

/// <summary>Binds options to a section and validates them. One object does both, so that a value that cannot be converted is one error among the others.</summary>
internal sealed class SectionOptions<TOptions>(IConfiguration configuration, string path) : IConfigureOptions<TOptions>, IValidateOptions<TOptions>
    where TOptions : class
{
    private string? _bindingError;

    public void Configure(TOptions options)
    {
        try
        {
            configuration.Bind(options);
        }
        catch (InvalidOperationException exception)
        {
            _bindingError = exception.Message;
        }
    }

    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        List<string> errors = [];
        if (_bindingError is not null)
        {
            errors.Add(_bindingError);
        }

        ObjectValidator.Validate(options, path, errors);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
