using System.Text;
using RefineWorkflows.Refinement.Backends.Llama;

namespace RefineWorkflows.Refinement.Tests.Backends.Llama;

public sealed class Placing
{
    private const long Gib = 1L << 30;

    [Theory]
    [InlineData(7, 24.0, 8, 32, 7)]
    [InlineData(null, 24.0, 8, 32, 33)]
    [InlineData(null, 24.0, 8, null, 999)]
    [InlineData(null, null, 8, 32, null)]
    // 33 parts of 8/33 GiB; 6 GiB less 1 for the projector and 1.5 beside hold 14 of them.
    [InlineData(null, 6.0, 8, 32, 14)]
    [InlineData(null, 2.0, 8, 32, 0)]
    [InlineData(null, 6.0, 8, null, 0)]
    public void As_many_layers_go_onto_the_card_as_fit_beside_the_projector(int? configured, double? free, int model, int? layers, int? expected)
        => Assert.Equal(expected, LlamaPlacement.Choose(configured, (long?)(free * Gib), model * Gib, Gib, layers).GpuLayers);

    [Fact]
    public void What_is_chosen_always_fits_and_one_layer_more_would_not()
    {
        for (int one = 0; one < 2000; one++)
        {
            long Draw(string what, int most) => (long)(StableRandom.Unit(7, what, one) * most * Gib) + 1;
            long model = Draw("model", 40), projector = Draw("projector", 2), free = Draw("free", 30);
            int layers = 8 + (int)(Draw("layers", 1) * 80 / Gib);
            int chosen = LlamaPlacement.Choose(null, free, model, projector, layers).GpuLayers!.Value;
            double layer = model / (layers + 1.0), held = projector + LlamaPlacement.Beside + (chosen * layer);
            Assert.True(chosen == 0 || held <= free + 1, $"draw {one}: {chosen} layers hold {held}, free are {free}");
            Assert.True(chosen >= layers || held + layer > free - 1, $"draw {one}: {chosen} of {layers} layers, one more would fit {free}");
        }
    }

    [Fact]
    public void The_layers_are_read_from_the_file_past_keys_of_every_type()
    {
        using var folder = new TempFolder();
        string file = Path.Combine(folder.Path, "model.gguf");
        byte[] whole = Model();
        File.WriteAllBytes(file, whole);
        Assert.Equal(36, GgufHeader.LayersOf(file));
        for (int cut = 0; cut < whole.Length; cut++)
        {
            File.WriteAllBytes(file, whole[..cut]);
            Assert.Null(GgufHeader.LayersOf(file));
        }

        Assert.Null(GgufHeader.LayersOf(Path.Combine(folder.Path, "none")));
    }

    private static byte[] Model()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write("GGUF"u8);
        writer.Write(3u);
        writer.Write(291UL);
        writer.Write(5UL);
        Key("general.architecture", 8);
        Text("qwen2vl");
        Key("general.flag", 7);
        writer.Write((byte)1);
        Key("tokenizer.some", 9);
        writer.Write(8u);
        writer.Write(2UL);
        Text("a");
        Text("bc");
        Key("general.scale", 12);
        writer.Write(1.5);
        Key("qwen2vl.block_count", 4);
        writer.Write(36u);
        writer.Flush();
        return bytes.ToArray();

        void Key(string name, uint type)
        {
            Text(name);
            writer.Write(type);
        }

        void Text(string text)
        {
            writer.Write((ulong)text.Length);
            writer.Write(Encoding.UTF8.GetBytes(text));
        }
    }
}
