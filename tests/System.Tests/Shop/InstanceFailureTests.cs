namespace MyArch.SystemTests.Shop;

/// <summary>Instances of the catalog die while it is read: a request that was just with one of them is answered by another.</summary>
[Collection(ProdCollection.Name)]
public sealed class InstanceFailureTests(ProdSystem system)
{
    [Fact]
    public async Task No_read_fails_although_instances_of_the_catalog_are_killed_one_after_the_other()
    {
        await system.RestoreAsync();
        using var site = system.ShopSite();
        await using var readers = new ReadLoad(site);

        foreach (var victim in (string[])["catalog-a1", "catalog-b1", "catalog-c1"])
        {
            await readers.MoreAsync(500);
            await system.KillAsync(victim);
            await readers.MoreAsync(500);
            await system.RestoreAsync();
        }

        await readers.EndAsync();
    }
}
