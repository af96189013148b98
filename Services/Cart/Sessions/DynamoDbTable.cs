using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Microsoft.Extensions.Options;

namespace MyArch.Cart.Sessions;

/// <summary>The table of the sessions, made by whichever instance needs it first.</summary>
internal sealed partial class DynamoDbTable(IAmazonDynamoDB client, IOptions<CartOptions> options, ILogger<DynamoDbTable> logger) : IDisposable
{
    /// <summary>When an item ends, in seconds since 1970: the table's time to live attribute.</summary>
    public const string Expires = "expires";

    private const string Unknown = "UnknownOperationException";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _gate = new(1);
    private volatile bool _exists;

    /// <summary>Returns when the table can be used. Asks once; a failure is asked about again by the next caller.</summary>
    public async ValueTask EnsureAsync(CancellationToken cancellationToken)
    {
        if (_exists)
        {
            return;
        }

        await _gate.WaitAsync(cancellationToken);
        try
        {
            while (!_exists)
            {
                _exists = await IsActiveAsync(cancellationToken);
                if (_exists)
                {
                    await LetExpireAsync();
                }
                else
                {
                    // DynamoDB takes its time to make a table, and tells no end but by its state.
                    await Task.Delay(Pause, cancellationToken);
                }
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<bool> IsActiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            var description = await client.DescribeTableAsync(options.Value.DynamoDbTable, cancellationToken);
            return description.Table.TableStatus == TableStatus.ACTIVE;
        }
        catch (ResourceNotFoundException)
        {
            await CreateAsync(cancellationToken);
            return false;
        }
    }

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await client.CreateTableAsync(
                new CreateTableRequest
                {
                    TableName = options.Value.DynamoDbTable,
                    BillingMode = BillingMode.PAY_PER_REQUEST,
                    KeySchema = [new KeySchemaElement("key", KeyType.HASH)],
                    AttributeDefinitions = [new AttributeDefinition("key", ScalarAttributeType.S)],
                },
                cancellationToken);
        }
        catch (ResourceInUseException)
        {
            // Another instance is making it.
        }
    }

    // Without it expired items would be kept, and paid for, for ever. Reads pass over them in any case, so that no cart waits for it to work.
    private async Task LetExpireAsync()
    {
        var table = options.Value.DynamoDbTable;
        try
        {
            var present = await client.DescribeTimeToLiveAsync(table);
            if (present.TimeToLiveDescription?.TimeToLiveStatus == TimeToLiveStatus.DISABLED)
            {
                var wanted = new TimeToLiveSpecification { AttributeName = Expires, Enabled = true };
                await client.UpdateTimeToLiveAsync(new UpdateTimeToLiveRequest { TableName = table, TimeToLiveSpecification = wanted });
            }
        }
        catch (AmazonServiceException exception) when (exception.ErrorCode == Unknown)
        {
            // Dynalite has no such thing.
        }
        catch (Exception exception)
        {
            LogKeepsExpired(table, exception.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Expired sessions stay in the table {Table}: its time to live could not be enabled: {Reason}")]
    private partial void LogKeepsExpired(string table, string reason);
}
