using Microsoft.Extensions.Logging;

namespace MyArch.ServiceDefaults.Tests;

internal sealed record LogEntry(string Category, LogLevel Level, string Message, Exception? Exception);
