using System.Security.Cryptography;
using MyArch.Worker.Daemon.Tests.Fixtures;

namespace MyArch.Worker.Daemon.Tests;

/// <summary>More pictures at once than thumbnails can be made, through the daemon and the real app.</summary>
public sealed class ManyPicturesTests(AwsEndpoint endpoint) : WorkerTest(endpoint)
{
    private const int Pictures = 30;

    // Fewer than it takes until the last of them has its turn.
    protected override int MaxReceiveCount => 3;

    [Fact]
    public async Task Pictures_that_wait_for_their_turn_are_no_dead_letters_and_let_an_order_pass()
    {
        await using var services = await AppStub.StartAsync();
        using var storage = new TemporaryDirectory();
        var app = $"http://127.0.0.1:{FreePort.Find()}";
        var handlers = HandlersSettings(app, services.Address, storage.Path);
        handlers["Thumbnails:MaxWait"] = "00:00:00.2";
        handlers["Thumbnails:Program"] = await SlowProgramAsync(storage);
        Own(await WorkerProcess.StartAsync("Handlers", handlers));
        Directory.CreateDirectory(storage.Combine("original"));
        for (var number = 0; number < Pictures; number++)
        {
            byte[] picture = [(byte)number];
            await File.WriteAllBytesAsync(storage.Combine("original", $"p{number}"), picture);
            await Queue.SendAsync(
                $$"""{"mediaId":"p{{number}}","key":"original/p{{number}}","contentType":"image/png","bytes":1,"sha256":"{{Convert.ToHexStringLower(SHA256.HashData(picture))}}"}""",
                ("type", "MediaUploaded"));
        }

        await Queue.SendAsync(
            """{"orderId":"o-1","customer":{"id":"c","name":"Ada","email":"ada@example.org","address":"Street 1"},"lines":[{"productId":7,"quantity":1,"unitPriceCents":990}],"placedAt":"2026-01-01T00:00:00+00:00"}""",
            ("type", "OrderPlaced"));
        Start(("Sqsd:AppUrl", app), ("Sqsd:HttpConnections", "10"), ("Sqsd:MaxRetries", "3"));
        await Queue.BecomesEmptyAsync(TimeSpan.FromMinutes(2));

        (await Queue.CountAsync(Queue.DeadLetters)).ShouldBe((0, 0));
        var paths = services.Deliveries.Select(static delivery => delivery.Path).ToList();
        paths.Where(static path => path.StartsWith("/internal/media/", StringComparison.Ordinal)).Distinct().Count().ShouldBe(Pictures);
        paths.IndexOf("/internal/orders/o-1").ShouldBeInRange(0, Pictures / 2, "the order, sent last, does not wait for all pictures");
    }

    // Half a second, and what comes out is a WebP file's beginning.
    private static async Task<string> SlowProgramAsync(TemporaryDirectory folder)
    {
        var (program, thumbnail) = (folder.Combine("program"), folder.Combine("thumbnail"));
        await File.WriteAllBytesAsync(thumbnail, [.. "RIFF    WEBPVP8X    "u8, .. new byte[20]]);
        await File.WriteAllTextAsync(program, $"#!/bin/sh\nsleep 0.5\ncp {thumbnail} thumbnail.webp\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return program;
    }
}
