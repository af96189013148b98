using System.Diagnostics;
using System.Globalization;
using System.Net;
using StackExchange.Redis.Protocol;

namespace StackExchange.Redis.Connection;

/// <summary>
/// Client spans by the OpenTelemetry database conventions, under the name of the original's instrumentation package. They carry the command's
/// name and never a key or a value. <see href="https://opentelemetry.io/docs/specs/semconv/database/redis/"/>
/// </summary>
internal sealed class CommandTracing(ServerLink link, EndPoint endPoint, int database)
{
    public const string SourceName = "OpenTelemetry.Instrumentation.StackExchangeRedis";

    /// <summary>The server's code for a script that it does not have.</summary>
    public const string UnknownScript = "NOSCRIPT";

    private static readonly ActivitySource Source = new(SourceName);

    private readonly string _database = database.ToString(CultureInfo.InvariantCulture);

    /// <summary>Set once, by who configures tracing.</summary>
    public bool IsEnabled { get; set; }

    /// <summary>Whether commands are traced, and anybody listens.</summary>
    public bool IsWanted => IsEnabled && Source.HasListeners();

    // The span is the current one inside this method only: the caller's own is not touched.
    public async Task<T> TraceAsync<T>(RequestBuffer request, ReplyReader<T> reader)
    {
        using var activity = Source.StartActivity(request.Command, ActivityKind.Client);
        if (activity is { IsAllDataRequested: true })
        {
            activity.SetTag("db.system.name", "redis");
            activity.SetTag("db.operation.name", request.Command);
            activity.SetTag("db.namespace", _database);
            SetAddress(activity);
        }

        try
        {
            return await link.Send(request, reader);
        }
        catch (Exception failure) when (activity is not null && failure is RedisException or RedisTimeoutException)
        {
            SetFailure(activity!, failure);
            throw;
        }
    }

    private static void SetFailure(Activity activity, Exception failure)
    {
        // The server's error code is the first word: NOPERM, WRONGTYPE, ERR. The rest of the text may name keys.
        var code = failure is RedisServerException ? failure.Message.Split(' ', 2)[0] : null;
        activity.SetTag("db.response.status_code", code);
        // A script is asked for by its hash first; a server that has not seen it yet is then sent the whole. Nothing has failed.
        if (code == UnknownScript)
        {
            return;
        }

        activity.SetTag("error.type", code ?? failure.GetType().FullName);
        activity.SetStatus(ActivityStatusCode.Error);
    }

    private void SetAddress(Activity activity)
    {
        switch (endPoint)
        {
            case DnsEndPoint dns:
                activity.SetTag("server.address", dns.Host);
                activity.SetTag("server.port", dns.Port);
                break;
            case IPEndPoint ip:
                activity.SetTag("server.address", ip.Address.ToString());
                activity.SetTag("server.port", ip.Port);
                break;
        }
    }
}
