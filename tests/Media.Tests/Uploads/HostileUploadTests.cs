using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MyArch.ServiceDefaults;

namespace MyArch.Media.Tests.Uploads;

/// <summary>What clients send that mean no good, and connections that break.</summary>
[Collection(MediaTierCollection.Name)]
public sealed class HostileUploadTests(GuardedPress press) : IClassFixture<GuardedPress>
{
    private readonly HttpClient _admin = press.Admin;

    public static TheoryData<string, byte[], HttpStatusCode> Files => new()
    {
        { "no bytes", [], HttpStatusCode.BadRequest },
        { "SVG", "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"u8.ToArray(), HttpStatusCode.UnsupportedMediaType },
        { "HTML", "<!doctype html><script>alert(1)</script>"u8.ToArray(), HttpStatusCode.UnsupportedMediaType },
        { "a program", [0x7F, .. "ELF"u8, .. new byte[100]], HttpStatusCode.UnsupportedMediaType },
        { "a truncated JPEG", TestPictures.Jpeg(100, 100)[..^2], HttpStatusCode.UnprocessableEntity },
        { "a PNG with a wrong checksum", [.. TestPictures.Png(10, 10, 1).Select(static (value, at) => at == 30 ? (byte)~value : value)], HttpStatusCode.UnprocessableEntity },
        { "a PNG of 30,000 × 30,000", TestPictures.Png(TestPictures.Header(30_000, 30_000), TestPictures.Chunk("IDAT", new byte[200])), HttpStatusCode.UnprocessableEntity },
        { "a GIF of 5,000 frames", TestPictures.Gif(100, 100, 5_000), HttpStatusCode.UnprocessableEntity },
    };

    public static TheoryData<string, string> Forms => new()
    {
        { "multipart/form-data", "--x\r\n" },
        { "multipart/form-data; boundary=", "--\r\n" },
        { $"multipart/form-data; boundary={new string('x', 71)}", "" },
        { "multipart/mixed; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nGIF89a\r\n--x--\r\n" },
        { "multipart/form-data; boundary=x", "" },
        { "multipart/form-data; boundary=x", "--x--\r\n" },
        { "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nno file\r\n--x--\r\n" },
        { "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nGIF89a, without an end" },
        { "multipart/form-data; boundary=x", $"--x\r\nX-Long: {new string('y', 40_000)}\r\n\r\n\r\n--x--\r\n" },
        { "multipart/form-data; boundary=x", "--x\r\nno colon\r\n\r\n\r\n--x--\r\n" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_that_is_no_good_picture_is_refused_and_nothing_of_it_is_kept(string what, byte[] file, HttpStatusCode status)
    {
        using var measured = press.Server.Measure();
        // Whatever it is said to be.
        var problem = await (await _admin.UploadAsync(file, "image/png")).ShouldBeProblemAsync(status);
        await (await _admin.UploadFormAsync(file, "innocent.jpg", "image/jpeg")).ShouldBeProblemAsync(status);

        problem.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty(what);
        measured.Sum("myarch.media.upload.finished", "myarch.outcome=refused").ShouldBe(2);
        await press.ShouldHoldNothingAsync();
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_form_that_is_none_is_a_400(string contentType, string body)
    {
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        await (await _admin.PostAsync(Uploading.Path, content)).ShouldBeProblemAsync(HttpStatusCode.BadRequest);

        await press.ShouldHoldNothingAsync();
    }

    [Fact]
    public async Task Two_files_in_a_form_are_one_too_many()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(TestPictures.Png(5, 5, 1)), "a", "a.png" }, { new ByteArrayContent(TestPictures.Png(5, 5, 2)), "b", "b.png" } };

        await (await _admin.PostAsync(Uploading.Path, form)).ShouldBeProblemAsync(HttpStatusCode.BadRequest);

        await press.ShouldHoldNothingAsync();
    }

    [Fact]
    public async Task An_encoded_body_is_not_decoded_but_refused()
    {
        using var content = new ByteArrayContent(TestPictures.Png(5, 5, 1));
        content.Headers.ContentEncoding.Add("gzip");

        await (await _admin.PostAsync(Uploading.Path, content)).ShouldBeProblemAsync(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task An_upload_that_is_broken_off_leaves_nothing_frees_its_place_and_is_no_failure()
    {
        ConcurrentQueue<object?> outcomes = [];
        using var listener = Measure(outcomes);
        for (var i = 0; i < 6; i++)
        {
            using var client = await ConnectAsync(announced: 5_000_000);
            await client.GetStream().WriteAsync(TestPictures.PngOfLength(100_000));
            client.Client.Close(timeout: 0);
        }

        await Eventually.IsTrueAsync(async _ => (await _admin.UploadAsync(TestPictures.Png(9, 9, 9))).IsSuccessStatusCode, because: "both places are free again");
        outcomes.ShouldContain("stored");
        outcomes.ShouldNotContain("failed");
        await press.ForgetAsync();
        await press.ShouldHoldNothingAsync();
    }

    [Fact]
    public async Task A_body_that_is_shorter_than_announced_stores_nothing()
    {
        using var client = await ConnectAsync(announced: 5_000_000);
        await client.GetStream().WriteAsync(TestPictures.Png(9, 9, 9));
        using var reader = new StreamReader(client.GetStream());
        client.Client.Shutdown(SocketShutdown.Send);

        // Whether it is told, or the connection is closed or reset: nobody is left to hear it.
        var answer = await EndAsync(reader);

        (answer.Length == 0 || answer.StartsWith("HTTP/1.1 400", StringComparison.Ordinal)).ShouldBeTrue(answer);
        await press.ShouldHoldNothingAsync();
    }

    private static MeterListener Measure(ConcurrentQueue<object?> outcomes)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Name == "myarch.media.upload.finished")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((_, _, tags, _) => outcomes.Enqueue(tags[0].Value));
        listener.Start();
        return listener;
    }

    private static async Task<string> EndAsync(StreamReader reader)
    {
        try
        {
            return await reader.ReadToEndAsync();
        }
        catch (IOException reset) when (reset.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return "";
        }
    }

    [Fact]
    public async Task More_uploads_at_once_than_there_are_places_are_told_to_come_back()
    {
        List<TcpClient> slow = [];
        try
        {
            var refused = await Eventually.BecomesAsync(
                async _ =>
                {
                    // One more each time: the upload itself needs a place, and may have taken it from one of them.
                    slow.Add(await ConnectAsync(announced: 5_000_000));
                    return await _admin.UploadAsync(TestPictures.Png(5, 5, 1));
                },
                static response => response.StatusCode == HttpStatusCode.ServiceUnavailable,
                because: "both places are taken");

            refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
            await refused.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable);
        }
        finally
        {
            slow.ForEach(static client => client.Dispose());
            await Eventually.IsTrueAsync(async _ => (await _admin.UploadAsync(TestPictures.Png(5, 5, 1))).IsSuccessStatusCode, because: "both places are free again");
            await press.ForgetAsync();
        }
    }

    [Fact]
    public async Task A_directory_that_cannot_take_the_file_is_a_503()
    {
        await using var server = press.Tier.CreateServer(press.Tenant, settings: ("Media:SpoolDirectory", "/proc/nowhere"));
        using var admin = server.CreateAdmin();

        var response = await admin.UploadAsync(TestPictures.Png(5, 5, 1));

        await response.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.ShouldNotBeNull();
    }

    // A request whose head is sent and whose body is up to the test.
    private async Task<TcpClient> ConnectAsync(int announced)
    {
        var address = new Uri(press.Address);
        var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {Uploading.Path} HTTP/1.1\r\nHost: {address.Authority}\r\n{OriginVerification.Header}: {MediaServer.Secret}\r\n"
            + $"Authorization: Bearer {MediaServer.AdminKey}\r\nContent-Type: image/png\r\nContent-Length: {announced}\r\n\r\n"));
        return client;
    }
}
