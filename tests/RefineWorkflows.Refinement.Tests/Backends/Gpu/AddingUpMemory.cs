using RefineWorkflows.Refinement.Backends.Gpu;

namespace RefineWorkflows.Refinement.Tests.Backends.Gpu;

/// <summary>The calculator, with the figures of the review's published table worked out by hand.</summary>
public sealed class AddingUpMemory
{
    private static readonly VramComponents Figures = VramComponents.BuiltIn;

    [Fact]
    public void All_inference_at_4_bit_is_17_and_runs_in_parallel()
    {
        VramEstimate estimate = VramCalculator.Estimate(VramComponents.Inference, Figures, 24);
        Assert.Equal(17, estimate.Total);
        Assert.True(estimate.Fits);
        Assert.Equal(VramPlacement.Parallel, estimate.Recommendation);
        Assert.Equal([("verification", 7.0), ("benchmark", 4.0), ("preference", 6.0)], estimate.Phases.Select(phase => (phase.Name, phase.Gb)));
        Assert.Equal(7, estimate.Peak);
    }

    [Fact]
    public void With_training_it_is_35_and_runs_in_sequence()
    {
        VramEstimate estimate = VramCalculator.Estimate([.. VramComponents.Inference, "tuner_training"], Figures, 24);
        Assert.Equal(35, estimate.Total);
        Assert.False(estimate.Fits);
        Assert.Equal(VramPlacement.Sequential, estimate.Recommendation);
        Assert.Equal(18, estimate.Peak);
        Assert.True(estimate.FitsInPhases);
    }

    [Fact]
    public void Exactly_the_device_runs_in_parallel()
    {
        Assert.Equal(VramPlacement.Parallel, VramCalculator.Estimate(["tuner_training", "tuner_inference"], Figures, 24).Recommendation);
        Assert.Equal(VramPlacement.Parallel, VramCalculator.Estimate(["a", "b"], Figures.With(["a=0.1", "b=0.2"]), 0.3).Recommendation);
        Assert.Equal(VramPlacement.Sequential, VramCalculator.Estimate(["tuner_training", "tuner_inference"], Figures, 23.9).Recommendation);
    }

    [Fact]
    public void The_full_table_adds_up_to_46()
        => Assert.Equal(46, VramCalculator.Estimate(["unified_vqa_full", "proxyclip", "tuner_inference", "tuner_training", "vbench"], Figures.With(["proxyclip=4"]), 24).Total);

    [Fact]
    public void A_phase_over_the_guard_budget_does_not_fit()
    {
        VramEstimate estimate = VramCalculator.Estimate(["tuner_training"], Figures.With(["tuner_training=21"]), 24);
        Assert.Equal(20, estimate.PhaseBudget);
        Assert.False(estimate.FitsInPhases);
        Assert.False(Assert.Single(estimate.Phases).Fits);
    }

    [Fact]
    public void An_unknown_component_is_refused_by_name()
    {
        var refused = Assert.Throws<GpuException>(() => VramCalculator.Estimate(["vbench", "vbanch"], Figures, 24));
        Assert.Contains("'vbanch'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("unified_vqa_4bit", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_component_named_twice_is_refused()
        => Assert.Contains("'vbench' is named 2 times", Assert.Throws<GpuException>(() => VramCalculator.Estimate(["vbench", "vbench"], Figures, 24)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("vbench")]
    [InlineData("=4")]
    [InlineData("vbench=")]
    [InlineData("vbench=-1")]
    [InlineData("vbench=NaN")]
    [InlineData("vbench=1e300")]
    [InlineData("vbench=4 GB")]
    public void A_figure_that_cannot_be_read_is_refused(string figure)
        => Assert.Contains($"'{figure}'", Assert.Throws<GpuException>(() => Figures.With([figure])).Message, StringComparison.Ordinal);

    [Fact]
    public void The_drivers_table_is_read_and_cards_that_cannot_tell_are_left_out()
    {
        IReadOnlyList<NvidiaDevice> devices = NvidiaSmi.Parse("0, NVIDIA GeForce RTX 4090, 24564, 1321\n1, Odd, Name, 8192, 8\n2, Tegra, [N/A], [N/A]\nNVIDIA-SMI has failed\n");
        Assert.Equal([new NvidiaDevice(0, "NVIDIA GeForce RTX 4090", 24564L << 20, 1321L << 20), new NvidiaDevice(1, "Odd, Name", 8192L << 20, 8L << 20)], devices);
        Assert.Equal((24564L - 1321) << 20, devices[0].Free);
    }

    [Fact]
    public async Task A_machine_without_the_driver_has_no_cards()
        => Assert.Empty(await NvidiaSmi.DevicesAsync(CancellationToken.None, "nvidia-smi-that-nobody-has"));

    [Theory]
    [InlineData("http://127.0.0.1:8188", "http://localhost:11434/v1", true)]
    [InlineData("http://[::1]:8188", "http://localhost:7860", true)]
    [InlineData("http://Studio:8188", "http://studio:11434", true)]
    [InlineData("http://studio:8188", "http://localhost:8188", false)]
    public void Back_ends_of_one_host_share_a_device(string one, string other, bool together)
        => Assert.Equal(together, DeviceGroup.Of(new Uri(one)) == DeviceGroup.Of(new Uri(other)));
}
