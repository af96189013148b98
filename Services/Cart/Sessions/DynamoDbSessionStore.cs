using System.Globalization;
using System.Net;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Microsoft.Extensions.Options;
using MyArch.Cart.Checkout;

namespace MyArch.Cart.Sessions;

/// <summary>Keeps sessions in a DynamoDB table, one item each, by conditional writes. Where there is a time to live DynamoDB deletes expired items within some days; until then reads pass over them.</summary>
/// <remarks>An item has <c>key</c>, <c>revision</c>, <c>expires</c> (seconds, the table's time to live attribute) and either <c>session</c> (JSON) or <c>moved</c> (a <see cref="Move"/>).</remarks>
internal sealed class DynamoDbSessionStore(IAmazonDynamoDB client, DynamoDbTable table, IOptions<CartOptions> options, TimeProvider time, OrderRecords orders)
    : ServerSessionStore
{
    private readonly string _table = options.Value.DynamoDbTable;

    protected override Task<SessionRecord?> ReadRecordAsync(string key, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        // Consistent: a visitor reads what he has just written, on whichever instance.
        var response = await client.GetItemAsync(new GetItemRequest { TableName = _table, Key = Key(key), ConsistentRead = true }, cancellationToken);
        if (response.Item is not { Count: > 0 } item)
        {
            return null;
        }

        var left = Number(item[DynamoDbTable.Expires]) - Now;
        if (left <= 0)
        {
            return null;
        }

        var record = new SessionRecord(
            Number(item["revision"]),
            item.TryGetValue("session", out var document) ? document.B.ToArray() : default,
            item.TryGetValue("moved", out var moved) ? Move.Parse(moved.S) : null,
            TimeSpan.FromSeconds(left));
        var isOld = record.MovedTo is null && left < (SessionTimes.TimeToLive - SessionTimes.ExtendAfter).TotalSeconds;
        return isOld ? record with { WasExtended = await TryExtendAsync(key, record.Revision, cancellationToken) } : record;
    }, cancellationToken);

    protected override Task<bool> TryWriteAsync(IReadOnlyList<RecordWrite> records, SessionWrite write, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        // One after another: a new record is known to nobody until the old one points to it, so that a process that ends between the two loses nothing.
        for (var i = 0; i < records.Count; i++)
        {
            if (!await TryPutAsync(records[i], cancellationToken))
            {
                foreach (var written in records.Take(i))
                {
                    await client.DeleteItemAsync(_table, Key(written.Key), CancellationToken.None);
                }

                return false;
            }
        }

        if (write.PlacedOrder is { } placed)
        {
            await orders.MarkPlacedAsync(placed);
        }

        return true;
    }, cancellationToken);

    private long Now => time.GetUtcNow().ToUnixTimeSeconds();

    private async Task<bool> TryPutAsync(RecordWrite record, CancellationToken cancellationToken)
    {
        var item = Key(record.Key);
        item["revision"] = Number(record.Expected + 1);
        item[DynamoDbTable.Expires] = Number(Now + (long)record.TimeToLive.TotalSeconds);
        if (record.MovedTo is null)
        {
            item["session"] = new AttributeValue { B = new MemoryStream(record.Document.ToArray(), writable: false) };
        }
        else
        {
            item["moved"] = new AttributeValue(record.MovedTo.ToString());
        }

        return await TryAsync(() => client.PutItemAsync(
            record.Expected == 0
                ? new PutItemRequest
                {
                    TableName = _table,
                    Item = item,
                    ConditionExpression = "attribute_not_exists(#key)",
                    ExpressionAttributeNames = new() { ["#key"] = "key" },
                }
                : new PutItemRequest
                {
                    TableName = _table,
                    Item = item,
                    ConditionExpression = "#revision = :expected AND #expires > :now",
                    ExpressionAttributeNames = new() { ["#revision"] = "revision", ["#expires"] = DynamoDbTable.Expires },
                    ExpressionAttributeValues = new() { [":expected"] = Number(record.Expected), [":now"] = Number(Now) },
                },
            cancellationToken));
    }

    private Task<bool> TryExtendAsync(string key, long revision, CancellationToken cancellationToken) => TryAsync(() => client.UpdateItemAsync(
        new UpdateItemRequest
        {
            TableName = _table,
            Key = Key(key),
            UpdateExpression = "SET #expires = :expires",
            // A write meanwhile has extended it too, or has moved the session.
            ConditionExpression = "#revision = :expected",
            ExpressionAttributeNames = new() { ["#revision"] = "revision", ["#expires"] = DynamoDbTable.Expires },
            ExpressionAttributeValues = new() { [":expected"] = Number(revision), [":expires"] = Number(Now + (long)SessionTimes.TimeToLive.TotalSeconds) },
        },
        cancellationToken));

    private static async Task<bool> TryAsync<T>(Func<Task<T>> write)
    {
        try
        {
            await write();
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }

    // No connection, no answer in time, throttled or failing: all of it may be over in a moment. What we ask wrongly is an error of ours.
    private async Task<T> GuardAsync<T>(Func<Task<T>> action, CancellationToken cancellationToken)
    {
        try
        {
            await table.EnsureAsync(cancellationToken);
            return await action();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && IsUnavailable(exception))
        {
            throw new SessionsUnavailableException($"DynamoDB did not answer: {exception.Message}", exception);
        }
    }

    private static bool IsUnavailable(Exception exception) => exception switch
    {
        ProvisionedThroughputExceededException or RequestLimitExceededException or LimitExceededException => true,
        AmazonServiceException service => service.StatusCode is default(HttpStatusCode) or >= HttpStatusCode.InternalServerError,
        AmazonClientException or HttpRequestException or IOException or OperationCanceledException or TimeoutException => true,
        _ => false,
    };

    private static Dictionary<string, AttributeValue> Key(string key) => new() { ["key"] = new AttributeValue(key) };

    private static AttributeValue Number(long number) => new() { N = number.ToString(CultureInfo.InvariantCulture) };

    private static long Number(AttributeValue value) => long.Parse(value.N, CultureInfo.InvariantCulture);
}
