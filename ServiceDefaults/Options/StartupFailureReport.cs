using Microsoft.Extensions.Options;

namespace MyArch.ServiceDefaults;

/// <summary>Ends a process whose options are invalid with one readable message and exit code 1, where the runtime would print a stack trace and abort.</summary>
internal static class StartupFailureReport
{
    private static int _installed;

    public static void Install()
    {
        if (Interlocked.Exchange(ref _installed, 1) == 0)
        {
            // Only an exception that nothing caught comes here, which for these two means that Main failed.
            AppDomain.CurrentDomain.UnhandledException += static (_, failure) =>
            {
                var errors = Errors(failure.ExceptionObject).ToList();
                if (errors.Count > 0)
                {
                    Console.Error.WriteLine(Describe(errors));
                    Environment.Exit(1);
                }
            };
        }
    }

    internal static IEnumerable<string> Errors(object exception) => exception switch
    {
        OptionsValidationException validation => validation.Failures,
        AggregateException aggregate when aggregate.InnerExceptions.All(static inner => inner is OptionsValidationException) =>
            aggregate.InnerExceptions.Cast<OptionsValidationException>().SelectMany(static inner => inner.Failures),
        _ => [],
    };

    private static string Describe(List<string> errors) =>
        $"""
        Cannot start: {errors.Count} invalid or missing setting(s).
          {string.Join($"{Environment.NewLine}  ", errors)}
        As environment variables the keys are written with __ for each colon (Instance:Id is Instance__Id).
        """;
}
