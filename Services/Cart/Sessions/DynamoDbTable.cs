using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.Options;

namespace MyArch.Cart.Sessions;

/// <summary>The table of the sessions, made by whichever instance needs it first.</summary>
internal sealed class DynamoDbTable(IAmazonDynamoDB client, IOptions<CartOptions> options) : IDisposable
{
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
                if (!_exists)
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
}
