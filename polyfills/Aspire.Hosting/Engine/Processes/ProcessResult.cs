namespace Aspire.Hosting.Engine.Processes;

/// <summary>What a program that ran to its end left behind.</summary>
/// <param name="ExitCode">Its exit code, or 128 and the number of the signal that ended it.</param>
/// <param name="StandardOutput">Its last lines of standard output.</param>
/// <param name="LastLines">Its last lines of either output, for messages.</param>
internal sealed record ProcessResult(int ExitCode, string StandardOutput, string LastLines);
