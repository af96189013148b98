using System.Reflection;

namespace MyArch.AppHost.Startup;

/// <summary>Turns what is wrong with a command line or a machine into one readable line instead of a stack trace.</summary>
internal static class StartupFailure
{
    /// <summary>The exit code after a start that could not be: the usual one for bad usage.</summary>
    public const int ExitCode = 2;

    /// <summary>
    /// From now on a <see cref="StartupException"/> or <see cref="DistributedApplicationException"/> that nobody catches ends the process with its message on
    /// stderr and <see cref="ExitCode"/>. Tests load this program into their own process and want the exception itself: there it does nothing.
    /// </summary>
    public static void EndsWithOneLine()
    {
        if (Assembly.GetEntryAssembly() != typeof(StartupFailure).Assembly)
        {
            return;
        }

        AppDomain.CurrentDomain.UnhandledException += static (_, unhandled) =>
        {
            if (unhandled.ExceptionObject is StartupException or DistributedApplicationException)
            {
                Console.Error.WriteLine($"myarch: {((Exception)unhandled.ExceptionObject).Message}");
                Environment.Exit(ExitCode);
            }
        };
    }
}
