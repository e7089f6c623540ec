using RefineWorkflows.Server.Access;

namespace RefineWorkflows.Server.Tests.Access;

public sealed class Secrets
{
    [Fact]
    public void A_sealed_secret_opens_in_its_place_with_its_key_only()
    {
        using var folder = new TempFolder();
        using var other = new TempFolder();
        string box = SecretBox.Open(folder.Path).Seal("a", "größer");
        Assert.Equal("größer", SecretBox.Open(folder.Path).Unseal("a", box));
        Assert.NotEqual(box, SecretBox.Open(folder.Path).Seal("a", "größer"));
        Assert.Throws<InvalidDataException>(() => SecretBox.Open(folder.Path).Unseal("b", box));
        Assert.Throws<InvalidDataException>(() => SecretBox.Open(other.Path).Unseal("a", box));
        Assert.Throws<InvalidDataException>(() => SecretBox.Open(folder.Path).Unseal("a", "AAAA"));
        Assert.Throws<InvalidDataException>(() => SecretBox.Open(folder.Path).Unseal("a", "?"));
    }

    [Fact]
    public async Task Many_who_open_a_new_folder_at_once_share_one_key()
    {
        using var folder = new TempFolder();
        SecretBox[] boxes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => SecretBox.Open(folder.Path))));
        string box = boxes[0].Seal("a", "x");
        Assert.All(boxes, one => Assert.Equal("x", one.Unseal("a", box)));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_key_file_that_is_not_ours_is_refused()
    {
        using var folder = new TempFolder();
        File.WriteAllText(Path.Combine(folder.Path, "secrets.key"), "short");
        Assert.Contains("32 bytes", Assert.Throws<InvalidDataException>(() => SecretBox.Open(folder.Path)).Message, StringComparison.Ordinal);
    }
}
