#pragma once
// The inside of Network.
#include <algorithm>
#include <atomic>
#include <exception>
#include <memory>
#include <string>
#include <vector>

#include "network/deliver.h"
#include "network/threads.h"
#include "synaptorch/network/network.h"

namespace synaptorch {

namespace network {

struct Group {
  std::string model;
  int64_t size = 0;
  std::unique_ptr<Population> population;    ///< either
  std::unique_ptr<Devices> devices;          ///< or
  std::vector<std::string> record_from;      ///< of a multimeter
  std::vector<Selection> recorded;           ///< what a recorder is connected to
  std::int64_t recorded_since = 0;           ///< step at which a recorder began or was cleared
};

}  // namespace network

struct Network::Engine {
  explicit Engine(const NetworkOptions& options);

  network::Clock clock;
  NetworkOptions options;
  int threads;
  std::vector<network::Group> groups;
  std::vector<std::unique_ptr<network::Projection>> projections;

  std::vector<network::DeviceProbe> device_probes;

  std::int64_t now = 0;          ///< steps simulated
  std::int64_t slice = 1;        ///< steps per slice: the smallest delay between neurons
  std::int64_t epoch = 0;        ///< step at which the current slices began
  std::int64_t slots = 1;        ///< of the input rings
  int parity = 0;                ///< which of two sets of spike buffers belongs to the current slice
  bool changed = true;           ///< groups or connections changed since the last run
  bool recorders_changed = true; ///< what is recorded, or when, changed since the last run

  network::Group& group(int number, const char* what);
  network::Group& recorder(int number, DeviceRole role);
  network::Projection& projection(int number);
  void check_recordable(int population, const std::vector<std::string>& variables);
  void check_weights(const network::Projection& p, const std::vector<double>& weights);
  int connect(const Selection& pre, const Selection& post, const Rule& rule, const Synapse& synapse);
  void check_ports(int population, const Model& before, const Model& after);
  void renew_ports(int population);
  void make_elements();
  void connect_recorder(network::Group& recorder, int recorder_number, const Selection& recorded);

  void simulate(double ms, const std::function<bool(double)>& progress);
  /// Steps that a signal without delay is away.
  std::int64_t immediate_steps() const { return options.use_wfr ? std::max<std::int64_t>(1, clock.nearest(options.wfr_comm_interval)) : 1; }
  std::int64_t unsettled_ = 0;   ///< slices whose relaxation was cut off

 private:
  void check_selection(const Selection& s, const char* side);
  void route(network::Projection& p, const Synapse& synapse, PortKind kind);
  void check_listed(const network::Projection& p, const std::string& receptor);
  void route_signal(network::Projection& p, const Synapse& synapse);
  int add_projection(const Selection& pre, const Selection& post, const Rule& rule, const Synapse& synapse);
  int connect_back(int forward, const Synapse& synapse);
  void prepare();
  void lay_out();
  void flush();
  void open_channels();
  void prepare_devices();
  void plan_recorders();
  void run(std::int64_t end, const std::function<bool(double)>& progress);
  void update(int thread, int set, std::int64_t first, std::int64_t steps, std::int64_t begun);
  void sample_devices(std::int64_t first);
  double signal(int group, std::int64_t node, std::int64_t step);
  void run_devices(int thread, std::int64_t first, std::int64_t steps);
  void run_device(network::Projection& p, int thread, std::int64_t step);
  void send_signals(network::Projection& p, int thread, int set, std::int64_t first, std::int64_t steps);
  // relax.cpp
  enum PassOutcome : int { settled, moved, failed };
  struct RelaxationRun { network::Barrier& barrier; std::int64_t round = 0; };
  void plan_relaxation();
  void couple(int thread, int set, std::int64_t first, int pass);
  void relax(int thread, int set, std::int64_t first, RelaxationRun& run, std::exception_ptr& error);
  void deliver_slice(int thread, int set, std::int64_t first, std::int64_t steps);
  network::Sink sink(const network::Projection& p, int thread);

  /// What the devices of a projection need in a run.
  struct DeviceRun {
    std::vector<network::PoissonLaw> laws;                  ///< per source
    std::vector<network::RandomTrains> trains;              ///< per thread
    std::vector<network::NoiseCurrents> noise;              ///< per thread
  };
  std::vector<DeviceRun> device_runs_;                      ///< per projection
  std::vector<network::SliceSpikes> slice_spikes_;          ///< per thread, of the population whose spikes it delivers
  int next_parity_ = 0;
  int laid_out_ = 0;                                        ///< projections that took part in the last run
  std::int64_t largest_delay_ = 1;
  std::int64_t smallest_delay_ = 1;                         ///< steps, of all projections
  bool relaxing_ = false;                                   ///< are neurons coupled without delay, by waveform relaxation?
  int heard_ = 0;                                           ///< projections that sent something before this epoch
  std::atomic<int> passes_[3] = {};                         ///< worst outcome of a pass among the threads
};

}  // namespace synaptorch
