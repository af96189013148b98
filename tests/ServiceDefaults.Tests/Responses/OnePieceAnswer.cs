namespace MyArch.ServiceDefaults.Tests.Responses;

internal sealed record OnePieceAnswer(string Value);
