using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Options;
using MyArch.Worker.Handlers.Tests.Fixtures;
using static MyArch.Worker.Handlers.Tests.Fixtures.Pictures;

namespace MyArch.Worker.Handlers.Tests.Pictures;

/// <summary>The program that makes thumbnails, replaced by one that behaves badly.</summary>
public sealed class ThumbnailLimitTests : IAsyncLifetime
{
    private readonly TemporaryDirectory _storage = new();
    private GatewayStub _gateway = null!;
    private string _measured = "";

    public async Task InitializeAsync()
    {
        _gateway = await GatewayStub.StartAsync();
        Directory.CreateDirectory(_storage.Combine("original"));
        await File.WriteAllBytesAsync(_storage.Combine("original", "p1"), [1, 2, 3]);
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _storage.Dispose();
    }

    [Fact]
    public async Task One_that_takes_too_much_of_the_processor_has_failed()
    {
        (await RunAsync("while :; do :; done", ("Thumbnails:CpuSeconds", "1"))).ShouldBe(HttpStatusCode.OK);

        _measured.ShouldBe("myarch.outcome=too_much");
        JsonElement.Parse(_gateway.Calls.ShouldHaveSingleItem().Body).GetProperty("reason").GetString().ShouldBe("The picture takes too much time or space to be read.");
    }

    [Fact]
    public async Task One_that_waits_for_ever_is_ended_with_its_children_and_its_message_comes_later()
    {
        (await RunAsync($"sleep 1234 & echo $! > {_storage.Combine("child")}; wait", ("Thumbnails:Timeout", "00:00:05"))).ShouldBe(HttpStatusCode.ServiceUnavailable);

        var child = (await File.ReadAllTextAsync(_storage.Combine("child"))).Trim();
        await Eventually.IsTrueAsync(() => !Directory.Exists($"/proc/{child}"), because: "the child has ended");
        _gateway.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task It_sees_nothing_of_the_environment_and_cannot_fill_the_disk()
    {
        (await RunAsync($"env > {_storage.Combine("environment")}; ulimit -a > {_storage.Combine("limits")}; exit 1")).ShouldBe(HttpStatusCode.OK);

        var environment = await File.ReadAllTextAsync(_storage.Combine("environment"));
        environment.ShouldNotContain("AWS_");
        environment.ShouldContain("VIPS_BLOCK_UNTRUSTED=1");
        var limits = await File.ReadAllTextAsync(_storage.Combine("limits"));
        limits.ShouldNotContain("vmemory(kbytes)      unlimited");
    }

    [Fact]
    public async Task A_machine_without_space_is_not_the_pictures_fault()
    {
        (await RunAsync("echo 'write failed: No space left on device' >&2; exit 1")).ShouldBe(HttpStatusCode.ServiceUnavailable);

        _measured.ShouldBe("myarch.outcome=not_now");
    }

    [Fact]
    public void Without_the_program_the_app_does_not_start_and_says_what_to_install()
    {
        var settings = HandlersSettings.Of(_gateway.Address, _storage.Path);
        settings["Thumbnails:Program"] = "no-such-program";

        Should.Throw<OptionsValidationException>(() => new HandlersServer(settings)).Message.ShouldContain("libvips-tools");
    }

    private async Task<HttpStatusCode> RunAsync(string script, params (string Key, string Value)[] more)
    {
        var program = _storage.Combine("program");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var settings = HandlersSettings.Of(_gateway.Address, _storage.Path);
        settings["Thumbnails:Program"] = program;
        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }

        await using var app = new HandlersServer(settings);
        using var measured = app.Measure();
        using var response = await app.PostAsync("MediaUploaded", $$"""{"mediaId":"p1","key":"original/p1","contentType":"image/png","bytes":3,"sha256":"{{Hash([1, 2, 3])}}"}""");
        _measured = measured.Of("myarch.handlers.thumbnail.duration").ShouldHaveSingleItem().Attributes.ShouldHaveSingleItem();
        return response.StatusCode;
    }
}
